namespace Workbook.Server.Tests.BadInput;

internal enum MutationKind
{
    /// <summary>Leaves a value out.</summary>
    Drop,

    /// <summary>Puts a value of the list of nasty ones in its place.</summary>
    Retype,

    /// <summary>Puts another value of the same request in its place.</summary>
    Swap,

    /// <summary>Puts it there twice; a member then has its name twice.</summary>
    Duplicate,

    /// <summary>Puts it there, and again with a nasty value.</summary>
    Contradict,

    /// <summary>Many copies of it.</summary>
    Multiply,

    /// <summary>Puts it into a list.</summary>
    Wrap,

    /// <summary>Changes a byte.</summary>
    Flip,

    /// <summary>Leaves bytes out.</summary>
    Cut,

    /// <summary>Ends early.</summary>
    Truncate,
}

/// <summary>One thing done to a request.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">Where, modulo the number of places.</param>
/// <param name="Value">With which value, modulo the number of values.</param>
internal sealed record Mutation(MutationKind Kind, int Place, int Value)
{
    /// <summary>Values that go wrong somewhere: as JSON, some of it malformed.</summary>
    private static readonly string[] s_nasty =
    [
        "null", "true", "false", "0", "-1", "1", "2", "1.5", "-0.0", "1e2", "1e400", "1e-400", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "9223372036854775808", "79228162514264337593543950336", "1e30", "NaN", "0x10", "01",
        "\"\"", "\" \"", "\"0\"", "\"-1\"", "\"1e9\"", "\"NaN\"", "\"2147483648\"", "\"99999999999999999999\"", "\"true\"", "\"null\"",
        "\"..\"", "\"../../etc/passwd\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\n\"", "\"🐳\"", "\"\u202e\"", "\"{0}\"", "\"%s\"", "\":\"", "\"/\"", "\":::::::\"",
        "\"arn:aws:ecs:us-east-1:000000000042:cluster/default\"", "\"arn:aws:ecs:us-east-1:000000000042:task-definition/web:1\"",
        "\"arn:aws:ecs:eu-west-1:000000000042:cluster/default\"", "\"arn:aws:ecs:::/\"", "\"default\"", "\"web\"", "\"web:0\"", "\"web:99999999999\"", "\"app\"",
        "\"EC2\"", "\"FARGATE\"", "\"EXTERNAL\"", "\"awsvpc\"", "\"host\"", "\"bridge\"", "\"none\"", "\"STOPPED\"", "\"DESC\"", "\"SERVICE\"", "\"TASK_DEFINITION\"",
        "\"0 vCPU\"", "\".25 vCPU\"", "\"1 GB\"", "\"65536-1\"", "\"0-65535\"",
        "{}", "[]", "[[]]", "[null]", "[{}]", "{\"\":null}", "{\"a\":{}}", "[\"sleep 922337203685\"]", "[\"sh\",\"-c\",\"sleep 900000000000; sleep 900000000000\"]",
        "[\"exit\",\"256\"]", "[\"sleep\",\"\"]", "[\"sleep\",\"d\"]", "[\"CMD-SHELL\",\"exit 1\"]", "[\"CMD\"]", "[\"\"]", "[\" \"]",
    ];

    private const int Largest = 100_000;

    private static readonly int[] s_counts = [3, 11, 51, 101, 1001];

    public static Json Apply(IEnumerable<Mutation> mutations, Json request) =>
        mutations.Where(mutation => mutation.Kind < MutationKind.Flip).Aggregate(request, (json, mutation) => mutation.Apply(json));

    public static byte[] Apply(IEnumerable<Mutation> mutations, byte[] body) =>
        mutations.Where(mutation => mutation.Kind >= MutationKind.Flip).Aggregate(body, (bytes, mutation) => mutation.Apply(bytes));

    private Json Apply(Json request)
    {
        var nodes = request.Nodes.ToList();
        // The request itself stays what it is more often than not: what is no object at all does not get far.
        var place = nodes.Count == 1 ? 0 : 1 + Place % (nodes.Count - 1);
        var nasty = new JsonLeaf(s_nasty[Value % s_nasty.Length]);
        var other = nodes[Value % nodes.Count];
        return request.Replace(ref place, node => Kind switch
        {
            MutationKind.Drop => [],
            MutationKind.Retype => [nasty],
            MutationKind.Swap => [other],
            MutationKind.Duplicate => [node, node],
            MutationKind.Contradict => [node, nasty],
            MutationKind.Multiply => [Multiplied(node, s_counts[Value % s_counts.Length])],
            MutationKind.Wrap => [new JsonArray([node])],
            _ => throw new System.Diagnostics.UnreachableException(),
        }).FirstOrDefault() ?? new JsonMap([]);
    }

    private static Json Multiplied(Json node, int count)
    {
        // Multiplied over and over, a request would outgrow the memory long before it interests anybody.
        count = Math.Min(count, 1 + Largest / node.ToString()!.Length);
        return node switch
        {
            JsonLeaf { Text: ['"', .. var text, '"'] } => new JsonLeaf($"\"{string.Concat(Enumerable.Repeat(text, count))}\""),
            JsonArray array => new JsonArray([.. Enumerable.Repeat(array.Items, count).SelectMany(items => items)]),
            JsonMap map => new JsonMap([.. Enumerable.Range(0, count).SelectMany(i => map.Members.Select(member => (member.Name + i, member.Value)))]),
            _ => node,
        };
    }

    private byte[] Apply(byte[] body)
    {
        if (body.Length == 0) return body;
        var at = Place % body.Length;
        switch (Kind)
        {
            case MutationKind.Flip:
                body = [.. body];
                body[at] = (byte)Value;
                return body;
            case MutationKind.Cut:
                return [.. body[..at], .. body[Math.Min(body.Length, at + 1 + Value % 20)..]];
            case MutationKind.Truncate:
                return body[..at];
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
