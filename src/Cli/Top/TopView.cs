namespace Workbook.Cli.Top;

/// <summary>What there is to see at one moment.</summary>
internal sealed record TopView(string Endpoint, string Region, DateTimeOffset Now, IReadOnlyList<ClusterRow> Clusters, IReadOnlyList<TaskRow> Tasks, IReadOnlyList<AlarmRow> Alarms, IReadOnlyList<ScalingRow> Scalings);

/// <summary>A cluster with its services.</summary>
/// <param name="Instances">Container instances; none where all is on Fargate.</param>
internal sealed record ClusterRow(string Name, int Running, int Pending, int Instances, int ServiceCount, IReadOnlyList<ServiceRow> Services);

/// <summary>A service.</summary>
/// <param name="Rollout">Such as <c>IN_PROGRESS</c>.</param>
/// <param name="Cpu">Percent; null without data.</param>
/// <param name="Memory">Percent; null without data.</param>
/// <param name="Healthy">Targets that are healthy.</param>
/// <param name="Targets">All of them; null for a service without target groups.</param>
internal sealed record ServiceRow(string Name, int Desired, int Running, int Pending, string Rollout, double? Cpu, double? Memory, int Healthy, int? Targets);

/// <summary>A task that is wanted.</summary>
/// <param name="Group">Such as <c>service:web</c>.</param>
/// <param name="Age">Since it was created.</param>
internal sealed record TaskRow(string Id, string Definition, string Status, string Health, string Group, string Address, TimeSpan Age);

/// <summary>A CloudWatch alarm.</summary>
internal sealed record AlarmRow(string Name, string State, string Watches);

/// <summary>What Application Auto Scaling did last.</summary>
internal sealed record ScalingRow(TimeSpan Ago, string Service, string Description, string Status);
