using System.Text;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Engine.State;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>The configurations of log routers, on this machine, from where they are mounted into containers.</summary>
internal static class FirelensFiles
{
    /// <summary>Writes it; where it is.</summary>
    /// <exception cref="ContainerFailedException">It is not one that can be written.</exception>
    public static string Write(EngineIdentity identity, RuntimeContainer router)
    {
        var path = Path.Combine(FolderOf(identity, router.Task), "fluent-bit.conf");
        OwnFile.Write(path, Encoding.UTF8.GetBytes(Firelens.ConfigOf(router)));
        return path;
    }

    /// <summary>Removes what was written for a task.</summary>
    public static void Remove(EngineIdentity identity, RuntimeTask task)
    {
        if (Firelens.HasRouter(task.Definition) && Directory.Exists(FolderOf(identity, task))) Directory.Delete(FolderOf(identity, task), recursive: true);
    }

    private static string FolderOf(EngineIdentity identity, RuntimeTask task) => Path.Combine(Path.GetTempPath(), $"workbook-firelens-{identity.Id}", task.Task.Id);
}
