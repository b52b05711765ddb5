using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>How broken constraints are reported. AWS's framework lists them all in one text; EC2 and ECR name the first.</summary>
internal abstract class ConstraintWords
{
    /// <summary>Of the older services with Query: the code is ValidationError.</summary>
    public static ConstraintWords Query { get; } = new OfFramework("ValidationError");

    public static ConstraintWords Ec2 { get; } = new OfEc2();

    public static ConstraintWords Ecr { get; } = new OfEcr();

    /// <summary>What stands between the number of an element and a member of it.</summary>
    public abstract string Element { get; }

    public abstract ApiException Refuse(IReadOnlyList<Violation> found);

    /// <summary>With the code that the service has for them.</summary>
    public static ConstraintWords Framework(string code) => new OfFramework(code);

    private sealed class OfFramework(string code) : ConstraintWords
    {
        public override string Element => ".member";

        public override ApiException Refuse(IReadOnlyList<Violation> found) => new(code, 400,
            $"{found.Count} validation error{(found.Count == 1 ? "" : "s")} detected: {string.Join("; ", found.Select(Text))}");

        private static string Text(Violation violation) =>
            $"Value {(violation.Value is null ? "null" : $"'{violation.Value}'")} at '{violation.Path}' failed to satisfy constraint: {violation.Demand}";
    }

    private sealed class OfEc2 : ConstraintWords
    {
        public override string Element => "";

        public override ApiException Refuse(IReadOnlyList<Violation> found) => found[0].Value is null
            ? new("MissingParameter", 400, $"The request must contain the parameter {found[0].Path}")
            : new("InvalidParameterValue", 400, $"Value ({found[0].Value}) for parameter {found[0].Path} is invalid. {found[0].Demand}.");
    }

    private sealed class OfEcr : ConstraintWords
    {
        private const string Pattern = "Member must satisfy regular expression pattern: ";

        public override string Element => ".member";

        public override ApiException Refuse(IReadOnlyList<Violation> found) => new(
            "InvalidParameterException", 400, $"Invalid parameter at '{found[0].Path}' failed to satisfy constraint: '{Text(found[0].Demand)}'");

        private static string Text(string demand) =>
            demand.StartsWith(Pattern, StringComparison.Ordinal) ? $"must satisfy regular expression '{demand[Pattern.Length..]}'" : demand;
    }
}

/// <summary>Where a request breaks a constraint.</summary>
/// <param name="Path">Such as <c>tags.2.member.key</c>.</param>
/// <param name="Value">What is there, shortened; null when a required member is absent.</param>
/// <param name="Demand">What the model demands of it.</param>
internal readonly record struct Violation(string Path, string? Value, string Demand);
