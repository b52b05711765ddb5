using Workbook.Orchestration.Images;

namespace Workbook.Server.Api.Ecr;

/// <summary>Pages of ECR's lists: 100 unless asked for more or fewer, at most 1000.</summary>
internal static class EcrPage
{
    private const int Usual = 100;

    public static Page<T> Of<T>(IEnumerable<string> keys, string? nextToken, int? maxResults, Func<string, T?> item)
        where T : class =>
        Paging.Of(keys, nextToken, maxResults ?? Usual, item, _ => ImageRefusal.Invalid("nextToken", "Invalid token"), largest: 1000);
}
