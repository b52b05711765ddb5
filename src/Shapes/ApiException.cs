namespace Workbook.Shapes;

/// <summary>
/// An error that an AWS API answers with. It is thrown where the rule is known (also in the pure core, whose functions
/// then have no result) and rendered by the server in the protocol's own form.
/// </summary>
/// <param name="code">The error code that clients see, such as <c>ClusterNotFoundException</c>.</param>
/// <param name="status">The HTTP status, 4xx for the caller's mistakes.</param>
/// <param name="message">The text, in AWS's wording.</param>
public sealed class ApiException(string code, int status, string message) : Exception(message)
{
    /// <summary>The error code that clients see.</summary>
    public string Code { get; } = code;

    /// <summary>What the API's model calls the error, where that is not the code: <c>InvalidParameterValueException</c> for <c>InvalidParameterValue</c>.</summary>
    public string Shape { get; init; } = code;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}
