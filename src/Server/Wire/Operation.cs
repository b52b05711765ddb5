using System.Text.Json;

namespace Workbook.Server.Wire;

/// <summary>One operation of a service, callable in each protocol that the service speaks.</summary>
internal abstract class Operation(string name)
{
    public string Name { get; } = name;

    /// <summary>Reads the request, checks it, calls the service and writes the response.</summary>
    /// <exception cref="Shapes.ApiException">The request is malformed or the service refuses it.</exception>
    public abstract ValueTask InvokeJsonAsync(ReadOnlySpan<byte> body, RequestContext context, Utf8JsonWriter response);
}

/// <param name="name">As the API calls it.</param>
/// <param name="violationCode">The code of the error for input that breaks a constraint of the model.</param>
/// <param name="read">The request's reader.</param>
/// <param name="check">The request's constraints; null when the model demands nothing.</param>
/// <param name="checksItself">Whether the service has its own words for a broken constraint.</param>
/// <param name="call">The service's method.</param>
/// <param name="write">The response's writer.</param>
internal sealed class Operation<TRequest, TResponse>(
    string name,
    string violationCode,
    JsonRead<TRequest?> read,
    Action<Constraints, TRequest>? check,
    Func<string, string, bool> checksItself,
    Func<TRequest, RequestContext, ValueTask<TResponse>> call,
    Action<Utf8JsonWriter, TResponse> write) : Operation(name)
    where TRequest : class
{
    public override ValueTask InvokeJsonAsync(ReadOnlySpan<byte> body, RequestContext context, Utf8JsonWriter response)
    {
        var request = JsonInput.Read(body, read);
        if (check is not null) Constraints.Verify(request, check, violationCode, Name, checksItself);

        // Most calls only read or swap a snapshot and are done when they return; those cost no state machine.
        var pending = call(request, context);
        if (!pending.IsCompletedSuccessfully) return Finish(pending, response);
        write(response, pending.Result);
        return ValueTask.CompletedTask;
    }

    private async ValueTask Finish(ValueTask<TResponse> pending, Utf8JsonWriter response) => write(response, await pending);
}
