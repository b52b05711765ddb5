using System.CommandLine;
using Workbook.Learning.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook kernel install</c>: the C# kernel for Jupyter's front ends, which start it with <c>workbook kernel start FILE</c>.</summary>
internal static class KernelCommand
{
    public static Command Create() => new Command("kernel", "The C# kernel for JupyterLab, Jupyter Notebook, VS Code, nbconvert and papermill.") { Install(), Uninstall(), Start() };

    private static Command Install()
    {
        var prefix = Prefix();
        var force = new Option<bool>("--force") { Description = "Also where another program installed a kernel of that name." };
        var command = new Command("install", $"Make Jupyter know the kernel {JupyterKernelSpec.Name}.") { prefix, force };
        command.SetAction(result => Guarded(() =>
        {
            var assembly = Path.Combine(AppContext.BaseDirectory, "workbook.dll");
            var target = JupyterKernelSpec.Install(Folder(result.GetValue(prefix)), [DotnetHost.Path, assembly, "kernel", "start"], result.GetValue(force));
            Console.WriteLine($"Jupyter knows the kernel \".NET (C#)\" now: {target}");
            Console.WriteLine($"It runs {assembly}; install it again if that moves.");
            Console.WriteLine("Open a notebook with `jupyter lab`, `jupyter notebook`, or the Jupyter extension of VS Code, and choose .NET (C#).");
        }));
        return command;
    }

    private static Command Uninstall()
    {
        var prefix = Prefix();
        var command = new Command("uninstall", "Take it away again.") { prefix };
        command.SetAction(result => Guarded(() =>
        {
            var folder = Folder(result.GetValue(prefix));
            Console.WriteLine(JupyterKernelSpec.Uninstall(folder) is { } target ? $"Removed: {target}" : $"There is no kernel {JupyterKernelSpec.Name} in {folder}.");
        }));
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("FILE") { Description = "Jupyter's connection file." };
        var command = new Command("start", "What Jupyter calls.") { file };
        command.Hidden = true;
        command.SetAction((result, cancellation) => StartAsync(result.GetValue(file)!, cancellation));
        return command;
    }

    private static async Task<int> StartAsync(string file, CancellationToken cancellation)
    {
        KernelBackend? backend = null;
        try
        {
            // The working directory is the notebook's: Jupyter starts its kernels there.
            await JupyterKernel.RunAsync(file, async stop => await KernelProcess.StartAsync((backend ??= await OpenAsync(stop)).Launch(Environment.CurrentDirectory), stop), TimeProvider.System, cancellation);
            return 0;
        }
        catch (NotebookFormatException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }
        finally
        {
            if (backend is not null) await backend.DisposeAsync();
        }
    }

    private static Task<KernelBackend> OpenAsync(CancellationToken cancellation) =>
        KernelBackend.OpenAsync(Environment.GetEnvironmentVariable("WORKBOOK_BACKEND") is { Length: > 0 } asked ? asked : null, join: true, cancellation);

    private static Option<string?> Prefix() => new("--prefix")
    {
        Description = "The folder of a Python environment (`python -c 'import sys; print(sys.prefix)'`), to install for everybody who uses that. Without it: for you.",
        HelpName = "DIR",
    };

    private static string Folder(string? prefix) => prefix is null ? JupyterKernelSpec.UserFolder(Environment.GetEnvironmentVariable) : JupyterKernelSpec.PrefixFolder(prefix);

    private static int Guarded(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
