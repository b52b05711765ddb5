using Workbook.Orchestration.Ec2;
using Workbook.Server.Wire;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<Volume> s_volumeFilters = new Ec2Filters<Volume>(volume => volume.Tags)
    {
        ["availability-zone"] = volume => volume.AvailabilityZone,
        ["encrypted"] = volume => Ec2Filters<Volume>.Text(volume.Encrypted),
        ["size"] = volume => $"{volume.Size}",
        ["status"] = volume => volume.State,
        ["volume-id"] = volume => volume.VolumeId,
        ["volume-type"] = volume => volume.VolumeType,
    }
        .Many("attachment.device", volume => volume.Attachments!.Select(each => each.Device))
        .Many("attachment.instance-id", volume => volume.Attachments!.Select(each => each.InstanceId))
        .Many("attachment.status", volume => volume.Attachments!.Select(each => each.State));

    /// <summary>Those that machines boot from: there are no others here.</summary>
    public ValueTask<DescribeVolumesResponse> DescribeVolumesAsync(DescribeVolumesRequest request, RequestContext context)
    {
        var all = RootVolume.All(Read(context)).ToList();
        if (request.VolumeIds is { Count: > 0 } ids)
        {
            if (ids.FirstOrDefault(id => all.TrueForAll(each => each.Id != id)) is { } unknown) throw Ec2Refusal.VolumeNotFound(unknown);
            all = all.FindAll(each => ids.Contains(each.Id));
        }
        var (page, token) = Ec2Page.Of(s_volumeFilters.Apply(all.Select(View), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeVolumesResponse { Volumes = page, NextToken = token });
    }

    private static Volume View(RootVolume volume) => new()
    {
        VolumeId = volume.Id,
        AvailabilityZone = volume.Machine.Zone,
        AvailabilityZoneId = Zones.IdOf(volume.Machine.Zone),
        CreateTime = volume.Machine.LaunchedAt,
        Size = volume.SizeGiB,
        VolumeType = "gp3",
        // What every gp3 volume has without paying for more.
        Iops = 3000,
        Throughput = 125,
        Encrypted = false,
        MultiAttachEnabled = false,
        State = "in-use",
        Attachments =
        [
            new()
            {
                AttachTime = volume.Machine.LaunchedAt,
                DeleteOnTermination = true,
                Device = volume.Device,
                InstanceId = volume.Machine.Id,
                State = "attached",
                VolumeId = volume.Id,
            },
        ],
        Tags = [],
    };
}
