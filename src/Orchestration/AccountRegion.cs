namespace Workbook.Orchestration;

/// <summary>An account in a region: a world of its own, as on AWS.</summary>
/// <param name="Account">Twelve digits, such as <c>123456789012</c>.</param>
/// <param name="Region">Such as <c>us-east-1</c>.</param>
public readonly record struct AccountRegion(string Account, string Region)
{
    public override string ToString() => $"{Account}/{Region}";
}
