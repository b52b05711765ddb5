using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>What becomes of a request in the end. Actions that authenticate come before it and are refused by the API.</summary>
public abstract record RoutedAction
{
    /// <summary>Of several actions the one with the highest order is performed last, and only that one routes.</summary>
    public static RoutedAction Of(IEnumerable<Shapes.Elbv2.Action> actions) =>
        actions.OrderBy(action => action.Order ?? 0).Select(Of).OfType<RoutedAction>().LastOrDefault() ?? new FixedResponse(503, null, null);

    private static RoutedAction? Of(Shapes.Elbv2.Action action) => action switch
    {
        { Type: ActionTypeEnum.Forward } => GroupForward.Of(action),
        { Type: ActionTypeEnum.Redirect, RedirectConfig: { } config } => Redirect.Of(config),
        { Type: ActionTypeEnum.FixedResponse, FixedResponseConfig: { } config } => FixedResponse.Of(config),
        _ => null,
    };
}

/// <summary>An answer that needs no target.</summary>
/// <param name="StatusCode">2XX, 4XX or 5XX.</param>
/// <param name="ContentType">Null where none was given.</param>
/// <param name="Body">Null where none was given.</param>
public sealed record FixedResponse(int StatusCode, string? ContentType, string? Body) : RoutedAction
{
    internal static FixedResponse Of(FixedResponseActionConfig config) =>
        new(int.TryParse(config.StatusCode, System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : 500, config.ContentType, config.MessageBody);
}
