using System.Net;
using Amazon.Runtime;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>
/// Once a submission has run, a cluster that refuses what the checks ask of it is the submission's doing: it has deleted what they need. A cluster that does not answer is not,
/// nor one that does not let the checks in.
/// </summary>
internal static class Consequence
{
    private static readonly HashSet<string> OfTheSurroundings = new(StringComparer.Ordinal)
    {
        "AccessDeniedException", "ExpiredTokenException", "IncompleteSignature", "InvalidClientTokenId", "InvalidSignatureException", "RequestLimitExceeded", "SignatureDoesNotMatch", "Throttling", "ThrottlingException",
        "TooManyRequestsException", "UnrecognizedClientException",
    };

    /// <summary>What the author of the submission is told; null where it is none of their doing.</summary>
    public static string? Of(Exception error) => error switch
    {
        AssertionException => error.Message,
        NotReachedException or TaskNotReachedException or WorkbookException { IsRefusal: true } => InWords(error),
        AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } refusal when !OfTheSurroundings.Contains(refusal.ErrorCode ?? "") => InWords(error),
        _ => null,
    };

    private static string InWords(Exception error) => $"Expected a cluster that can be tried out, but found that it cannot: {error.Message}";
}
