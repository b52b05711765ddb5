using System.CommandLine;
using Workbook.Cli;
using Workbook.Cli.Commands;
using Workbook.Learning.Notebooks;

// The child process of a notebook gets its arguments untouched.
if (args is [KernelHost.Command, ..]) return await KernelHost.RunAsync(args[1..]);

if (args is not ["start", ..]) Terminal.Configure();
var root = new RootCommand("Learn Amazon ECS by running it. Without a command: a short tour that ends by itself.")
{
    StartCommand.Create(),
    BuildCommand.Create(),
    ResetCommand.Create(),
    RunCommand.Create(),
    GradeCommand.Create(),
    ListCommand.Create(),
    HintCommand.Create(),
    ExplainCommand.Create(),
    ExecCommand.Create(),
};
root.SetAction((_, cancellation) => TourCommand.RunAsync(cancellation));
return await root.Parse(args).InvokeAsync();
