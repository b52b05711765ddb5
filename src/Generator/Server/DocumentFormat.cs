namespace Workbook.Generator.Server;

/// <summary>
/// A format whose readers and writers walk nested members by name: JSON and CBOR have the same ones, but for what they
/// read from and write to.
/// </summary>
/// <param name="Infix">What stands in the name of the generated classes, behind the service's.</param>
/// <param name="Input">The hand-written type that values are read from.</param>
/// <param name="Writer">The type that values are written to.</param>
/// <param name="Elements">The hand-written class whose <c>Element</c> writes a simple value.</param>
internal sealed record DocumentFormat(string Infix, string Input, string Writer, string Elements)
{
    public static DocumentFormat Json { get; } = new("", "JsonInput", "Utf8JsonWriter", "JsonOutput");

    public static DocumentFormat Cbor { get; } = new("Cbor", "CborInput", "CborOutput", "CborOutput");

    /// <summary>What the parameters of that type are called.</summary>
    public string Variable => Infix.Length == 0 ? "json" : "cbor";
}
