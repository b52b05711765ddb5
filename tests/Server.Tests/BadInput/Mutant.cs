using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Workbook.Server.Tests.BadInput;

/// <summary>A valid request and what is done to it.</summary>
internal sealed record Mutant(string Operation, Json Valid, IReadOnlyList<Mutation> Mutations)
{
    /// <summary>How the request is written: as JSON, unless told otherwise.</summary>
    public Func<Json, string> Written { get; init; } = json => json.ToString()!;

    public byte[] Body => Mutation.Apply(Mutations, Encoding.UTF8.GetBytes(Written(Mutation.Apply(Mutations, Valid))));

    /// <summary>Mutants of the given requests, to which nothing is done yet.</summary>
    public static Arbitrary<Mutant> ArbitraryOf(Mutant[] seeds)
    {
        var mutation =
            from kind in Gen.Frequency<MutationKind>(
                (10, Gen.Elements(Enum.GetValues<MutationKind>().Where(kind => kind < MutationKind.Flip))),
                (10, Gen.Constant(MutationKind.Retype)),
                (1, Gen.Elements(MutationKind.Flip, MutationKind.Cut, MutationKind.Truncate)))
            from place in Gen.Choose(0, 10_000)
            from value in Gen.Choose(0, 10_000)
            select new Mutation(kind, place, value);
        // None at all now and then, so that there is something to run into.
        var mutants =
            from seed in Gen.Elements(seeds)
            from count in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Constant(1)), (2, Gen.Choose(2, 5)))
            from mutations in mutation.ArrayOf(count)
            select seed with { Mutations = mutations };
        return Arb.From(mutants, mutant => mutant.Mutations.Select((_, i) => mutant with { Mutations = [.. mutant.Mutations.Where((_, j) => j != i)] }));
    }

    public override string ToString()
    {
        var body = Encoding.UTF8.GetString(Body);
        return $"{Operation} {(body.Length <= 4000 ? body : body[..4000] + "...")}\n  made by {string.Join(", ", Mutations)}";
    }
}
