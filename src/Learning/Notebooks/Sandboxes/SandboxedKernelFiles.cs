using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Notebooks;

/// <summary>What a kernel needs to see of this machine's files, at their own paths, so that paths in messages and references hold.</summary>
/// <param name="Folders">Absolute; none of them in another, and none that every sandbox sees anyway.</param>
/// <param name="Program">The program by its path, and its arguments.</param>
/// <param name="WorkingDirectory">The launch's own, if the kernel sees it.</param>
internal sealed record SandboxedKernelFiles(IReadOnlyList<string> Folders, IReadOnlyList<string> Program, string? WorkingDirectory)
{
    // What is mounted there is the sandbox's own.
    private static readonly string[] Own = [BubblewrapCommand.Work, "/tmp", "/dev", "/proc", "/run/kernel"];

    /// <param name="launch">Its program, the files among its arguments, and its references.</param>
    /// <param name="readable">What cells may read besides.</param>
    /// <exception cref="KernelStartException">A folder is one of those that the sandbox has itself, or holds one.</exception>
    public static SandboxedKernelFiles Of(KernelLaunch launch, IEnumerable<string> readable)
    {
        var program = launch.FileName == "dotnet" ? DotnetHost.Path : Path.GetFullPath(launch.FileName);
        var files = launch.Arguments.Where(argument => Path.IsPathRooted(argument) && File.Exists(argument)).Concat(launch.Options.References).Append(program).Append(DotnetHost.Path);
        var all = files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Concat(readable.Select(Path.GetFullPath)).Select(Path.TrimEndingDirectorySeparator).ToHashSet(StringComparer.Ordinal);
        if (all.FirstOrDefault(folder => Own.Any(own => IsIn(folder, own))) is { } wrong)
            throw new KernelStartException($"A kernel in a sandbox cannot be given the folder {wrong}: it has one of its own at that place, or in it. Move what is needed into a folder below it.");
        string[] system = [SystemFolders.Programs, .. SystemFolders.All().Select(folder => folder.Path)];
        var folders = all.Where(folder => !system.Any(visible => IsIn(visible, folder)) && !all.Any(other => other != folder && IsIn(other, folder))).Order(StringComparer.Ordinal).ToList();
        var directory = launch.WorkingDirectory is { Length: > 0 } given ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(given)) : null;
        return new(folders, [program, .. launch.Arguments], directory is not null && folders.Any(folder => IsIn(folder, directory)) ? directory : null);
    }

    /// <summary>Whether a path is a folder, or lies in it.</summary>
    private static bool IsIn(string folder, string path) => path == folder || path.StartsWith(folder.EndsWith('/') ? folder : folder + '/', StringComparison.Ordinal);
}
