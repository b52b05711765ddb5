using System.Text.Json;

namespace Workbook.Server.Wire;

/// <summary>One operation of a service, callable in each protocol that the service speaks.</summary>
internal abstract class Operation(string name)
{
    public string Name { get; } = name;

    /// <summary>How long the request's body may be, in bytes: more than others where the model lets one member be that long.</summary>
    public int BodyLimit { get; init; } = RequestBody.Limit;

    /// <summary>Reads the request, checks it, calls the service and writes the response.</summary>
    /// <exception cref="Shapes.ApiException">The request is malformed or the service refuses it.</exception>
    public abstract ValueTask InvokeJsonAsync(ReadOnlySpan<byte> body, RequestContext context, Utf8JsonWriter response);

    /// <summary>The same in CBOR.</summary>
    /// <inheritdoc cref="InvokeJsonAsync"/>
    public abstract ValueTask InvokeCborAsync(ReadOnlySpan<byte> body, RequestContext context, CborOutput response);

    /// <summary>The same in Query. Of the response, what is inside the element that is named after the operation.</summary>
    /// <inheritdoc cref="InvokeJsonAsync"/>
    public abstract ValueTask InvokeQueryAsync(QueryForm form, RequestContext context, XmlOutput response);
}

/// <summary>An operation that a service handles.</summary>
/// <param name="name">As the API calls it.</param>
/// <param name="check">The request's constraints; null when the model demands nothing.</param>
/// <param name="checksItself">Whether the service has its own words for a broken constraint.</param>
/// <param name="call">The service's method.</param>
internal sealed class Operation<TRequest, TResponse>(
    string name,
    Action<Constraints, TRequest>? check,
    Func<string, string, bool> checksItself,
    Func<TRequest, RequestContext, ValueTask<TResponse>> call) : Operation(name)
    where TRequest : class
{
    /// <summary>For services that speak AWS JSON.</summary>
    public JsonFormat<TRequest, TResponse>? Json { get; init; }

    /// <summary>For services that speak Smithy RPC v2 CBOR.</summary>
    public CborFormat<TRequest, TResponse>? Cbor { get; init; }

    /// <summary>For services that speak Query, in either dialect.</summary>
    public QueryFormat<TRequest, TResponse>? Query { get; init; }

    public override ValueTask InvokeJsonAsync(ReadOnlySpan<byte> body, RequestContext context, Utf8JsonWriter response)
    {
        var json = Json!;
        var request = JsonInput.Read(body, json.Read);
        if (check is not null) Constraints.Verify(request, check, json.Words, Name, checksItself);

        // Most calls only read or swap a snapshot and are done when they return; those cost no state machine.
        var pending = call(request, context);
        if (!pending.IsCompletedSuccessfully) return Finish(pending, json.Write, response);
        json.Write(response, pending.Result);
        return ValueTask.CompletedTask;
    }

    public override ValueTask InvokeCborAsync(ReadOnlySpan<byte> body, RequestContext context, CborOutput response)
    {
        var cbor = Cbor!;
        var request = CborInput.Read(body, cbor.Read);
        if (check is not null) Constraints.Verify(request, check, cbor.Words, Name, checksItself);
        var pending = call(request, context);
        if (!pending.IsCompletedSuccessfully) return Finish(pending, cbor.Write, response);
        cbor.Write(response, pending.Result);
        return ValueTask.CompletedTask;
    }

    public override ValueTask InvokeQueryAsync(QueryForm form, RequestContext context, XmlOutput response)
    {
        var request = Query!.Read(form.Root)!;
        if (check is not null) Constraints.Verify(request, check, form.IsEc2 ? ConstraintWords.Ec2 : ConstraintWords.Query, Name, checksItself);
        return Finish(call(request, context), Query.Write, response);
    }

    private static async ValueTask Finish<TWriter>(ValueTask<TResponse> pending, Action<TWriter, TResponse> write, TWriter response) =>
        write(response, await pending);
}

/// <summary>How an operation is read and written in AWS JSON.</summary>
/// <param name="Read">The request's reader.</param>
/// <param name="Write">The response's writer.</param>
/// <param name="Words">How input that breaks a constraint of the model is refused.</param>
internal sealed record JsonFormat<TRequest, TResponse>(JsonRead<TRequest?> Read, Action<Utf8JsonWriter, TResponse> Write, ConstraintWords Words);

/// <summary>How an operation is read and written in CBOR.</summary>
/// <param name="Read">The request's reader.</param>
/// <param name="Write">The response's writer.</param>
/// <param name="Words">How input that breaks a constraint of the model is refused.</param>
internal sealed record CborFormat<TRequest, TResponse>(CborRead<TRequest?> Read, Action<CborOutput, TResponse> Write, ConstraintWords Words);

/// <summary>How an operation is read and written in Query.</summary>
/// <param name="Read">The request's reader.</param>
/// <param name="Members">The response's writer.</param>
/// <param name="ResultWrapper">The element around the response's members; null when they have none.</param>
internal sealed record QueryFormat<TRequest, TResponse>(QueryRead<TRequest?> Read, Action<XmlOutput, TResponse> Members, string? ResultWrapper)
{
    public void Write(XmlOutput xml, TResponse response)
    {
        if (ResultWrapper is not null) xml.Start(ResultWrapper);
        Members(xml, response);
        if (ResultWrapper is not null) xml.End(ResultWrapper);
    }
}
