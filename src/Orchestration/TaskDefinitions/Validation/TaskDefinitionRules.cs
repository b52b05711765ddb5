using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.TaskDefinitions.Validation;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions;

/// <summary>What RegisterTaskDefinition accepts, and what it makes of it (API_RegisterTaskDefinition).</summary>
public static class TaskDefinitionRules
{
    /// <summary>
    /// Checks a request and fills in everything that Amazon ECS fills in. The ARN, revision, status, time and registrant
    /// stay empty: they depend on the account and the moment. The tags are checked and left to the caller, for a task
    /// definition does not carry them.
    /// </summary>
    /// <param name="request">The request as it arrived.</param>
    /// <returns>The task definition as DescribeTaskDefinition shows it.</returns>
    /// <exception cref="ApiException">
    /// The first rule that is broken, nearly always as <c>ClientException</c> (400); a bad tag is an
    /// <c>InvalidParameterException</c>. Like ECS it names one problem at a time.
    /// </exception>
    public static TaskDefinition Register(RegisterTaskDefinitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // An absent list is fine, an empty one is not: tools that copy a described definition meet this.
        if (request.Tags is { Count: 0 }) throw EcsErrors.Client("Tags can not be empty.");
        TagRules.Check(request.Tags);
        FamilyRules.Check(request.Family);
        TaskSettingRules.Check(request);
        var draft = new Draft(request, TaskSize.Of(request));
        ContainerRules.CheckList(draft);
        NetworkModeRules.CheckFargate(draft);
        VolumeRules.Check(draft);

        // ECS asks for the containers' memory before it looks at the sizes that Fargate offers.
        foreach (var container in draft.Containers) MemoryRules.CheckContainer(container, draft);
        foreach (var container in draft.Containers) CheckContainer(container, draft);
        CheckTogether(draft);
        LaunchTypes.CheckRequired(draft);
        return Normalisation.Of(draft);
    }

    private static void CheckContainer(ContainerDefinition container, Draft draft)
    {
        ContainerRules.Check(container);
        NetworkModeRules.CheckContainer(container, draft);
        PortMappingRules.CheckContainer(container, draft);
        EnvironmentRules.Check(container, draft);
        SecretRules.Check(container, draft);
        MountRules.Check(container, draft);
        HealthCheckRules.Check(container);
        LogConfigurationRules.Check(container, draft);
        FirelensRules.CheckContainer(container);
        LinuxParameterRules.Check(container);
        UlimitRules.Check(container);
        SystemControlRules.Check(container, draft);
        ResourceRequirementRules.Check(container);
        RestartPolicyRules.Check(container);
    }

    /// <summary>What can only be judged with every container in view.</summary>
    private static void CheckTogether(Draft draft)
    {
        PortMappingRules.CheckTask(draft);
        LinkRules.CheckCycles(draft);
        DependencyRules.Check(draft);
        FirelensRules.CheckTask(draft);
        ProxyConfigurationRules.Check(draft);
        PlacementConstraintRules.Check(draft.Request.PlacementConstraints);
        MemoryRules.CheckTask(draft);
    }
}
