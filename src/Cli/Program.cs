using System.CommandLine;
using Workbook.Cli.Commands;

var root = new RootCommand("Learn Amazon ECS by running it. Without a command: a tour of two minutes that ends by itself.")
{
    StartCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
