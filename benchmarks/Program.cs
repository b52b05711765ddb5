using System.CommandLine;
using Workbook.Benchmarks;
using Workbook.Benchmarks.Balancers;
using Workbook.Benchmarks.Grading;

var binary = new Option<FileInfo>("--binary") { Description = "workbook.dll of a Release build.", Required = true };
var startup = new Command("startup", "From process start to the first answered ListClusters, and memory then.") { binary };
startup.SetAction((result, _) => StartupBenchmark.RunAsync(result.GetValue(binary)!));

var http = new Command("http", "RegisterTaskDefinition and DescribeTasks over HTTP, by connections and by what exists.");
http.SetAction((_, _) => HttpBenchmark.RunAsync());

var planner = new Command("planner", "10,000 tasks placed, and a tick in which one thing changed.");
planner.SetAction(_ => PlannerBenchmark.Run());

var services = new Command("services", "10,000 tasks of 500 services placed on 1,000 instances, a tick in which one died, a rolling deployment.");
services.SetAction(_ => ServicesBenchmark.Run());

var image = new Option<string>("--image") { Description = "An image with `sleep` that Docker has.", DefaultValueFactory = _ => "busybox" };
var swarm = new Option<bool>("--swarm") { Description = "Also Docker Swarm, for which this Engine joins a swarm of its own and leaves it again." };
var docker = new Command("docker", "Tasks on a Docker Engine against docker run and docker service scale, and what the engine costs while they idle.") { image, swarm };
docker.SetAction((result, _) => DockerBenchmark.RunAsync(result.GetValue(image)!, result.GetValue(swarm)));

var rounds = new Option<int>("--rounds") { Description = "How often the engine is killed, and how many containers are.", DefaultValueFactory = _ => 50 };
var seed = new Option<int>("--seed") { Description = "Chooses the random moments and containers.", DefaultValueFactory = _ => 1 };
var only = new Option<string?>("--only") { Description = "One part instead of all." };
only.AcceptOnlyFromAmong([.. ChaosRun.Parts.Keys]);
var chaos = new Command("chaos", "Kills the engine, containers and Docker at random moments, and compares what is left with what was acknowledged.") { rounds, seed, only };
chaos.SetAction((result, _) => ChaosRun.RunAsync(result.GetValue(rounds), result.GetValue(seed), result.GetValue(only)));

var registry = new Command("registry", "Pushing and pulling images against docker-registry, and memory while a blob of 1 GB streams.");
registry.SetAction((_, _) => RegistryBenchmark.RunAsync());

var seconds = new Option<int>("--seconds") { Description = "How long each measurement takes.", DefaultValueFactory = _ => 5 };
var turns = new Option<int>("--rounds") { Description = "How often each is measured; the median counts.", DefaultValueFactory = _ => 3 };
var balancer = new Command("balancer", "An Application Load Balancer against nginx and HAProxy, with wrk.") { turns, seconds };
balancer.SetAction((result, _) => BalancerBenchmark.RunAsync(result.GetValue(turns), result.GetValue(seconds)));

var port = new Option<int>("--port") { Description = "Of the listener.", Required = true };
var rules = new Option<int>("--rules") { Description = "How many do not match." };
var target = new Option<int[]>("--target") { Description = "A port of this machine." };
var serve = new Command("balancer-serve", "What balancer measures: a workbook with one load balancer.") { port, rules, target };
serve.SetAction((result, _) => BalancerServer.RunAsync(result.GetValue(port), result.GetValue(rules), result.GetValue(target) ?? []));

var health = new Command("health", "What it costs to check 1,000 targets of a load balancer every 5 s.");
health.SetAction((_, _) => HealthCheckBenchmark.RunAsync());

var dockerImage = new Option<string?>("--docker-image") { Description = "On Docker, with this image, which has busybox; without it on the simulation." };
var requests = new Option<int>("--requests") { Description = "How many at least in each part.", DefaultValueFactory = _ => 100_000 };
var traffic = new Command("traffic", "Constant load while a service is deployed anew, scaled in and shifted from blue to green: no request may fail.") { dockerImage, requests };
traffic.SetAction((result, _) => TrafficBenchmark.RunAsync(result.GetValue(dockerImage), result.GetValue(requests)));

var logs = new Command("logs", "PutLogEvents on a data folder: lines a second, and that none is lost.");
logs.SetAction((_, _) => LogsBenchmark.RunAsync());

var metrics = new Command("metrics", "PutMetricData and GetMetricData on a data folder, with one series and with 100,000.");
metrics.SetAction((_, _) => MetricsBenchmark.RunAsync());

var scaling = new Command("scaling", "A day of 50 services with 20 scaling policies and metrics of each minute, on virtual time; on Docker, one service by what its containers really use.") { dockerImage };
scaling.SetAction(async (result, _) =>
{
    if (result.GetValue(dockerImage) is { } on) return await DockerScalingRun.RunAsync(on);
    await ScalingBenchmark.RunAsync();
    return 0;
});

var notebooks = new Option<DirectoryInfo>("--notebooks") { Description = "Whose lessons are run.", DefaultValueFactory = _ => new("notebooks") };
var notebook = new Command("notebook", "A notebook's first cell, the cells after it, and every lesson with its memory.") { binary, notebooks };
notebook.SetAction((result, _) => NotebookBenchmark.RunAsync(result.GetValue(binary)!, result.GetValue(notebooks)!));

var students = new Option<int>("--students") { Description = "Full submissions in the class.", DefaultValueFactory = _ => 100 };
var flat = new Option<int>("--flat") { Description = "Submissions of one exercise over which memory is watched.", DefaultValueFactory = _ => 300 };
var grading = new Command("grading", "All solutions, a saved file, and a class of submissions against `dotnet test` for each; in a checkout.") { binary, students, flat };
grading.SetAction((result, _) => GradingBenchmark.RunAsync(result.GetValue(binary)!, result.GetValue(students), result.GetValue(flat)));

var web = new Command("web", "The pages of `workbook open` in Chromium: how soon a lesson can be used, and a cell's round trip.") { binary };
web.SetAction((result, _) => WebBenchmark.RunAsync(result.GetValue(binary)!));

var map = new Command("map", "The live cluster of `workbook open` in Chromium: 200 tasks and 20 changes a second, frames and cost.") { binary };
map.SetAction((result, _) => ClusterFeedBenchmark.RunAsync(result.GetValue(binary)!));

var learners = new Option<int>("--learners") { Description = "How many join.", DefaultValueFactory = _ => 30 };
var lesson = new Option<string>("--lesson") { Description = "What they work through.", DefaultValueFactory = _ => "04-task-definitions" };
var workshop = new Command("class", "A class in workshop mode: a cell's round trip while all work, and memory for each; in a checkout.") { binary, learners, lesson };
workshop.SetAction((result, _) => ClassBenchmark.RunAsync(result.GetValue(binary)!, result.GetValue(learners), result.GetValue(lesson)!));

return await new RootCommand("Measures ECS Workbook; benchmarks/README.md holds the last figures.") { balancer, workshop, serve, chaos, docker, grading, health, http, logs, map, metrics, notebook, planner, registry, scaling, services, startup, traffic, web }.Parse(args).InvokeAsync();
