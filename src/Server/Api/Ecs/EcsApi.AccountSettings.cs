using Workbook.Orchestration.Settings;
using Workbook.Server.Wire;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<PutAccountSettingResponse> PutAccountSettingAsync(PutAccountSettingRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, setting) = AccountSettingRules.Put(world, request.Name!, request.Value, request.PrincipalArn, forAccount: false);
            return (next, new PutAccountSettingResponse { Setting = setting });
        });

    public ValueTask<PutAccountSettingDefaultResponse> PutAccountSettingDefaultAsync(PutAccountSettingDefaultRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, setting) = AccountSettingRules.Put(world, request.Name!, request.Value, null, forAccount: true);
            return (next, new PutAccountSettingDefaultResponse { Setting = setting });
        });

    public ValueTask<DeleteAccountSettingResponse> DeleteAccountSettingAsync(DeleteAccountSettingRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, setting) = AccountSettingRules.Delete(world, request);
            return (next, new DeleteAccountSettingResponse { Setting = setting });
        });

    public ValueTask<ListAccountSettingsResponse> ListAccountSettingsAsync(ListAccountSettingsRequest request, RequestContext context)
    {
        var settings = AccountSettingRules.List(Read(context), request).ToDictionary(setting => setting.Name!, StringComparer.Ordinal);
        var page = Paging.Of(
            settings.Keys.Order(StringComparer.Ordinal), request.NextToken, request.MaxResults is null or 0 ? null : request.MaxResults,
            name => settings[name], EcsErrors.InvalidParameter);
        return Answer(new ListAccountSettingsResponse { Settings = page.Items, NextToken = page.NextToken });
    }
}
