using System.CommandLine;
using Workbook.Benchmarks;

var binary = new Option<FileInfo>("--binary") { Description = "workbook.dll of a Release build.", Required = true };
var startup = new Command("startup", "From process start to the first answered ListClusters, and memory then.") { binary };
startup.SetAction((result, _) => StartupBenchmark.RunAsync(result.GetValue(binary)!));

var http = new Command("http", "RegisterTaskDefinition and DescribeTasks over HTTP, by connections and by what exists.");
http.SetAction((_, _) => HttpBenchmark.RunAsync());

var planner = new Command("planner", "10,000 tasks placed, and a tick in which one thing changed.");
planner.SetAction(_ => PlannerBenchmark.Run());

var services = new Command("services", "10,000 tasks of 500 services placed on 1,000 instances, a tick in which one died, a rolling deployment.");
services.SetAction(_ => ServicesBenchmark.Run());

return await new RootCommand("Measures ECS Workbook; benchmarks/README.md holds the last figures.") { http, planner, services, startup }.Parse(args).InvokeAsync();
