using Workbook.Engine;
using Workbook.Orchestration.Images;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Registry;

/// <summary>Makes the repository that somebody pushes to, where a creation template for CREATE_ON_PUSH is about its name.</summary>
internal static class CreateOnPush
{
    /// <exception cref="ApiException">RepositoryNotFoundException: it is not there, and no template is about it.</exception>
    public static async ValueTask EnsureAsync(EcsEngine engine, RegistryCall call)
    {
        var world = engine.Store.Read(call.Registry);
        if (world.EcrRepositories.ContainsKey(call.Name)) return;
        if (CreationTemplates.For(world, call.Name, RCTAppliedFor.CreateOnPush) is null) throw ImageRefusal.RepositoryNotFound(call.Registry, call.Name);
        call.Check("ecr:CreateRepository");
        engine.Clock.Stimulate();
        await engine.Store.UpdateAsync(call.Registry, (latest, now) => (CreationTemplates.Ensure(latest, call.Name, RCTAppliedFor.CreateOnPush, now), 0));
    }
}
