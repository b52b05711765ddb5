using System.CommandLine;
using Workbook.Engine.State;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook reset --data DIR</c>: deletes the state that a folder keeps, also when it is damaged.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder that was given to `workbook start`.", HelpName = "DIR", Required = true };
        var command = new Command("reset", "Delete the state that a data folder keeps, to start afresh.") { data };
        command.SetAction(result => Run(result.GetValue(data)!));
        return command;
    }

    private static int Run(DirectoryInfo data)
    {
        try
        {
            SqliteJournal.Delete(data.FullName);
            Console.WriteLine($"Nothing is kept in {data.FullName} any more.");
            return 0;
        }
        catch (IOException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
