using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch.Alarms;

namespace Workbook.Server.Admin;

/// <summary>
/// <c>{"fault":"alarm","name":"TooManyErrors","state":"ALARM"}</c>, or <c>OK</c> to undo it: the state of a CloudWatch alarm for
/// the deployments that watch it. <c>account</c> and <c>region</c> are optional: the default account in us-east-1.
/// </summary>
internal sealed record AlarmFault(AccountRegion Scope, string AlarmName, bool IsInAlarm) : Fault
{
    public const string Name = "alarm";

    public static AlarmFault Of(JsonElement body) => new(AdminJson.ScopeOf(body), AdminJson.Text(body, "name"), AdminJson.Text(body, "state") switch
    {
        "ALARM" => true,
        "OK" => false,
        _ => throw new AdminError(400, "state must be ALARM or OK."),
    });

    public override async ValueTask InjectAsync(EcsEngine engine) => await engine.Store.UpdateAsync(Scope, (world, now) => (AlarmSetting.Tell(world, AlarmName, IsInAlarm, now), IsInAlarm));
}
