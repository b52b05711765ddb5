using Spectre.Console;
using Spectre.Console.Rendering;

namespace Workbook.Cli.Tour;

/// <summary>What to type after the tour.</summary>
internal static class NextSteps
{
    public static IRenderable Create()
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        grid.AddRow("[bold]./workbook open[/]", "the course in the browser: read it, run it, change it");
        grid.AddRow("[bold]./workbook start[/]", "an endpoint for the AWS CLI and your code");
        grid.AddRow("[bold]./workbook explain ARN[/]", "why a task or service of that endpoint is as it is");
        grid.AddRow("[bold]./workbook run notebooks/04-task-definitions.ipynb[/]", "the lesson on task definitions");
        grid.AddRow("[bold]./workbook grade 04[/]", "grade your exercises of that lesson");
        grid.AddRow("[bold]./workbook --help[/]", "everything else");
        return grid;
    }
}
