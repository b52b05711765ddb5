using System.Runtime.InteropServices;

namespace Workbook.Learning.Notebooks;

/// <summary>The command <c>dotnet</c> that belongs to the running runtime: one that is surely there, whatever the PATH says.</summary>
public static class DotnetHost
{
    /// <summary>Its path; plain <c>dotnet</c> where the runtime was not installed in the usual way.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        // <root>/shared/Microsoft.NETCore.App/10.0.1/
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var root = runtime.Parent?.Parent?.Parent;
        return root is not null && File.Exists(System.IO.Path.Combine(root.FullName, name)) ? System.IO.Path.Combine(root.FullName, name) : "dotnet";
    }
}
