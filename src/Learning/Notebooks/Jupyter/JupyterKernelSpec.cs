using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// The kernelspec by which Jupyter knows a kernel (https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs).
/// </summary>
public static class JupyterKernelSpec
{
    /// <summary>The name that C# notebooks carry.</summary>
    public const string Name = ".net-csharp";

    private const string Mark = "ecs-workbook";

    private const string Logo =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect x="4" y="4" width="56" height="56" rx="12" fill="#5b4a9e"/><g fill="#fff"><rect x="14" y="34" width="11" height="16" rx="2"/><rect x="27" y="24" width="11" height="26" rx="2"/><rect x="40" y="14" width="11" height="36" rx="2"/></g></svg>

        """;

    /// <summary>Jupyter's folder for the user's own data, as <c>jupyter --data-dir</c> says it.</summary>
    public static string UserFolder(Func<string, string?> variable)
    {
        if (variable("JUPYTER_DATA_DIR") is { Length: > 0 } chosen)
            return chosen;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Jupyter");
        if (OperatingSystem.IsWindows())
            return Path.Combine(variable("APPDATA") ?? Path.Combine(home, "AppData", "Roaming"), "jupyter");
        return Path.Combine(variable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }

    /// <summary>Jupyter's folder below the prefix of an installation, such as a virtual environment of Python.</summary>
    public static string PrefixFolder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Writes the kernelspec.</summary>
    /// <param name="folder">Jupyter's folder.</param>
    /// <param name="command">What starts the kernel; the path of the connection file is added.</param>
    /// <param name="replace">Whether a kernelspec of somebody else with the same name may go.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="IOException">There is one of somebody else, or the folder cannot be written.</exception>
    public static string Install(string folder, IReadOnlyList<string> command, bool replace)
    {
        var target = Locate(folder);
        if (Directory.Exists(target))
        {
            if (!replace && !IsOwn(target))
                throw new IOException($"In '{target}' there is another kernel for C# notebooks. Put this one in its place with --force.");
            Directory.Delete(target, recursive: true);
        }
        Directory.CreateDirectory(target);
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(word => (JsonNode)word)]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["installed_by"] = Mark, ["debugger"] = false },
        };
        File.WriteAllText(Path.Combine(target, "kernel.json"), NotebookJson.Write(spec));
        File.WriteAllText(Path.Combine(target, "logo-svg.svg"), Logo);
        return target;
    }

    /// <summary>Removes the kernelspec that <see cref="Install"/> wrote.</summary>
    /// <returns>Where it stood; null: it was not there.</returns>
    /// <exception cref="IOException">It is somebody else's.</exception>
    public static string? Uninstall(string folder)
    {
        var target = Locate(folder);
        if (!Directory.Exists(target))
            return null;
        if (!IsOwn(target))
            throw new IOException($"The kernel in '{target}' was installed by another program; it stays.");
        Directory.Delete(target, recursive: true);
        return target;
    }

    private static string Locate(string folder) => Path.Combine(folder, "kernels", Name);

    private static bool IsOwn(string target)
    {
        try
        {
            return (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(target, "kernel.json")))?["metadata"]?["installed_by"] == Mark;
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
