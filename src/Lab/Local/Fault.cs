namespace Workbook;

/// <summary>Something to go wrong, so that one sees what heals itself: <code>await aws.Workbook.InjectAsync(Fault.Kill(task.TaskArn, "app"));</code></summary>
public sealed record Fault
{
    private Fault(string name, object body) => (Name, Body) = (name, body);

    /// <summary>Such as <c>kill</c>.</summary>
    public string Name { get; }

    internal object Body { get; }

    /// <summary>A container's process ends. 137 is what SIGKILL leaves.</summary>
    public static Fault Kill(string taskArn, string container, int exitCode = 137) => new("kill", new { fault = "kill", task = taskArn, container, exitCode });

    /// <summary>A container is killed for its memory use.</summary>
    public static Fault OutOfMemory(string taskArn, string container) => new("outOfMemory", new { fault = "outOfMemory", task = taskArn, container });

    /// <summary>A container's health check says <c>HEALTHY</c> or <c>UNHEALTHY</c>.</summary>
    public static Fault Health(string taskArn, string container, string status) => new("health", new { fault = "health", task = taskArn, container, status });

    /// <summary>The ECS agent of a container instance is disconnected. What runs there runs on.</summary>
    public static Fault StopAgent(string containerInstanceArn) => new("stopAgent", new { fault = "stopAgent", containerInstance = containerInstanceArn });

    /// <summary>It is connected again.</summary>
    public static Fault StartAgent(string containerInstanceArn) => new("startAgent", new { fault = "startAgent", containerInstance = containerInstanceArn });

    /// <summary>A machine vanishes with its tasks.</summary>
    public static Fault LoseInstance(string containerInstanceArn) => new("loseInstance", new { fault = "loseInstance", containerInstance = containerInstanceArn });

    /// <summary>A task on FARGATE_SPOT loses its capacity: SIGTERM, and two minutes.</summary>
    public static Fault InterruptSpot(string taskArn) => new("interruptSpot", new { fault = "interruptSpot", task = taskArn });

    /// <summary>A simulated server answers every request with a status such as 503.</summary>
    public static Fault AnswerWith(string taskArn, string container, int status) => new("answer", new { fault = "answer", task = taskArn, container, how = "error", status });

    /// <summary>A simulated server takes so long for every answer; whole seconds.</summary>
    public static Fault AnswerSlowly(string taskArn, string container, int seconds) => new("answer", new { fault = "answer", task = taskArn, container, how = "slowly", seconds });

    /// <summary>A simulated server answers as it did before.</summary>
    public static Fault AnswerNormally(string taskArn, string container) => new("answer", new { fault = "answer", task = taskArn, container, how = "normally" });
}
