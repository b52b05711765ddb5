using System.CommandLine;
using Workbook.Cli;
using Workbook.Cli.Commands;
using Workbook.Cli.Grading;
using Workbook.Learning.Grading;
using Workbook.Learning.Notebooks;

// The child processes of notebooks and of the grader get their arguments untouched.
if (args is [KernelHost.Command, ..]) return await KernelHost.RunAsync(args[1..]);

if (args is [CompilerHost.Command]) return await CompilerHost.RunAsync(LearnerLibraries.Paths);

if (args is not ["start", ..]) Terminal.Configure();
var root = new RootCommand("Learn Amazon ECS by running it. Without a command: a short tour that ends by itself.")
{
    StartCommand.Create(),
    OpenCommand.Create(),
    BuildCommand.Create(),
    ResetCommand.Create(),
    RunCommand.Create(),
    ExportCommand.Create(),
    KernelCommand.Create(),
    GradeCommand.Create(),
    GradeAllCommand.Create(),
    CheckCommand.Create(),
    ListCommand.Create(),
    NextCommand.Create(),
    WatchCommand.Create(),
    HintCommand.Create(),
    DiffCommand.Create(),
    ExplainCommand.Create(),
    ExecCommand.Create(),
    ChartCommand.Create(),
    TopCommand.Create(),
};
root.SetAction((_, cancellation) => TourCommand.RunAsync(cancellation));
return await root.Parse(args).InvokeAsync();
