using Workbook.Engine;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Ec2;
using Workbook.Server.Wire;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Server.Api.AutoScaling;

internal sealed partial class AutoScalingApi
{
    public ValueTask<CreateLaunchConfigurationResponse> CreateLaunchConfigurationAsync(CreateLaunchConfigurationRequest request, RequestContext context)
    {
        var id = resourceIds.NewUuid();
        return Write<CreateLaunchConfigurationResponse>(context, (world, now) =>
        {
            var name = request.LaunchConfigurationName ?? throw AutoScalingRefusal.Validation("LaunchConfigurationName is required.");
            if (world.LaunchConfigurations.ContainsKey(name)) throw AutoScalingErrors.AlreadyExistsFault($"Launch Configuration by this name already exists - A launch configuration already exists with the name {name}");
            if (request.ImageId is null || request.InstanceType is null) throw AutoScalingRefusal.Validation("Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.");
            if (request.UserData is { } userData) UserData.Check(userData);
            return world.Put(new LaunchConfigurationState(name, new()
            {
                LaunchConfigurationName = name,
                LaunchConfigurationARN = $"arn:aws:autoscaling:{world.Scope.Region}:{world.Scope.Account}:launchConfiguration:{id}:launchConfigurationName/{name}",
                ImageId = request.ImageId,
                InstanceType = request.InstanceType,
                KeyName = request.KeyName,
                SecurityGroups = request.SecurityGroups ?? [],
                UserData = request.UserData,
                SpotPrice = request.SpotPrice,
                IamInstanceProfile = request.IamInstanceProfile,
                EbsOptimized = request.EbsOptimized ?? false,
                AssociatePublicIpAddress = request.AssociatePublicIpAddress,
                BlockDeviceMappings = request.BlockDeviceMappings ?? [],
                InstanceMonitoring = request.InstanceMonitoring ?? new() { Enabled = true },
                MetadataOptions = request.MetadataOptions,
                PlacementTenancy = request.PlacementTenancy,
                CreatedTime = now,
            }));
        });
    }

    public ValueTask<DeleteLaunchConfigurationResponse> DeleteLaunchConfigurationAsync(DeleteLaunchConfigurationRequest request, RequestContext context) =>
        Write<DeleteLaunchConfigurationResponse>(context, (world, _) =>
        {
            if (!world.LaunchConfigurations.TryGetValue(request.LaunchConfigurationName ?? "", out var configuration))
                throw AutoScalingRefusal.Validation($"Launch configuration name not found - Launch configuration {request.LaunchConfigurationName} not found");
            return world.AutoScalingGroups.Values.Any(group => group.LaunchConfigurationName == configuration.Name)
                ? throw AutoScalingErrors.ResourceInUseFault($"Cannot delete launch configuration {configuration.Name} because it is attached to an AutoScalingGroup")
                : world.Remove(configuration);
        });

    public ValueTask<DescribeLaunchConfigurationsResponse> DescribeLaunchConfigurationsAsync(DescribeLaunchConfigurationsRequest request, RequestContext context)
    {
        var found = Read(context).LaunchConfigurations.Values
            .Where(each => request.LaunchConfigurationNames is not { Count: > 0 } names || names.Contains(each.Name))
            .ToDictionary(each => each.Name, each => each.Data, StringComparer.Ordinal);
        var (page, token) = Page(found, request.MaxRecords, request.NextToken);
        return Answer(new DescribeLaunchConfigurationsResponse { LaunchConfigurations = page, NextToken = token });
    }
}
