using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Load;

namespace Workbook.Server.Admin;

/// <summary>
/// <c>{"service":"web","cpu":{"shape":"ramp","from":256,"to":2048,"overSeconds":600}}</c>: what the simulated tasks of a service have to do from now on.
/// <c>cpu</c> is in CPU units and <c>memory</c> in MiB, of all tasks together; <c>requests</c> come each minute. Each is a number or a curve: <c>constant</c>,
/// <c>ramp</c>, <c>spike</c> (with <c>afterSeconds</c>) or <c>wave</c> (a day long unless told otherwise). What is left out is nothing; a service alone ends its load.
/// </summary>
internal sealed record LoadRequest(AccountRegion Scope, string ClusterName, string ServiceName, LoadCurve? Cpu, LoadCurve? Memory, LoadCurve? Requests)
{
    /// <exception cref="AdminError">400: it is not such a body.</exception>
    public static LoadRequest Read(JsonElement body) => new(
        AdminJson.ScopeOf(body), AdminJson.OptionalText(body, "cluster") ?? "default", AdminJson.Text(body, "service"), Curve(body, "cpu"), Curve(body, "memory"), Curve(body, "requests"));

    /// <exception cref="AdminError">409: the tasks are real.</exception>
    public async ValueTask ApplyAsync(EcsEngine engine)
    {
        if (engine.SimulatedContainers is null) throw new AdminError(409, "Loads are for simulated tasks. Real containers have to work; the applications hello and flaky do so when they are asked for /burn?seconds=60.");
        await engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            var load = new ServiceLoad(ClusterName, ServiceName, now) { Cpu = Cpu, Memory = Memory, Requests = Requests };
            var isOver = (Cpu ?? Memory ?? Requests) is null;
            if (!isOver) return (world.Put(load), true);
            return (world.ServiceLoads.TryGetValue(load.Key, out var known) ? world.Remove(known) : world, true);
        });
    }

    private static LoadCurve? Curve(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var given)) return null;
        if (given.ValueKind == JsonValueKind.Number) return LoadCurve.Constant(AdminJson.Amount(body, name)!.Value);
        if (given.ValueKind != JsonValueKind.Object) throw new AdminError(400, $"{name} must be a number or a curve such as {{\"shape\":\"ramp\",\"from\":0,\"to\":1024,\"overSeconds\":600}}.");
        var from = AdminJson.Amount(given, "from") ?? 0;
        var to = AdminJson.Amount(given, "to") ?? throw new AdminError(400, $"{name} has no to.");
        var (after, over) = (Time(given, "afterSeconds"), Time(given, "overSeconds"));
        return AdminJson.Text(given, "shape") switch
        {
            "constant" => LoadCurve.Constant(to),
            "ramp" => new(LoadShape.Ramp, from, to, after ?? TimeSpan.Zero, over ?? Missing(name)),
            "spike" => new(LoadShape.Spike, from, to, after ?? TimeSpan.Zero, over ?? Missing(name)),
            "wave" => new(LoadShape.Wave, from, to, TimeSpan.Zero, over is { } length && length > TimeSpan.Zero ? length : LoadCurve.Day),
            _ => throw new AdminError(400, $"The shape of {name} must be constant, ramp, spike or wave."),
        };
    }

    private static TimeSpan? Time(JsonElement curve, string name) =>
        AdminJson.Amount(curve, name) is not { } seconds ? null
        : seconds <= ClockRequest.Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds)
        : throw new AdminError(400, $"{name} must be a number from 0 to {ClockRequest.Longest.TotalSeconds:0}.");

    private static TimeSpan Missing(string name) => throw new AdminError(400, $"{name} has no overSeconds.");
}
