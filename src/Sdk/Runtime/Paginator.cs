using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Workbook.Sdk.Runtime;

/// <summary>Walks the pages of an operation, once.</summary>
/// <param name="request">The request for the first page; its token is changed on the way.</param>
/// <param name="call">Gets one page.</param>
/// <param name="token">The token of the page that is asked for next.</param>
/// <param name="next">Asks for the page with a token.</param>
/// <param name="tokenOf">The token of the page that follows a response.</param>
internal sealed class Paginator<TRequest, TResponse>(
    TRequest request,
    Func<TRequest, CancellationToken, Task<TResponse>> call,
    Func<TRequest, string?> token,
    Action<TRequest, string?> next,
    Func<TResponse, string?> tokenOf) : IPaginator<TResponse>
    where TRequest : AmazonWebServiceRequest
{
    private int _used;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    public IPaginatedEnumerable<TItem> Items<TItem>(Func<TResponse, IEnumerable<TItem>?> items) =>
        new PaginatedResultKeyResponse<TResponse, TItem>(this, page => items(page) ?? []);

    public async IAsyncEnumerable<TResponse> PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
            throw new InvalidOperationException("A paginator can be enumerated once; ask the client for another.");
        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        var at = token(request);
        do
        {
            next(request, at);
            var response = await call(request, cancellationToken).ConfigureAwait(false);
            at = tokenOf(response);
            cancellationToken.ThrowIfCancellationRequested();
            yield return response;
        }
        while (!string.IsNullOrEmpty(at));
    }
}
