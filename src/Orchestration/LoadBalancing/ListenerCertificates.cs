using System.Text.RegularExpressions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>AddListenerCertificates and RemoveListenerCertificates, and which certificates a listener may have.</summary>
public static partial class ListenerCertificates
{
    public static (World World, ValueList<Certificate> Added) Add(World world, AddListenerCertificatesRequest request)
    {
        var listener = ElbLookup.FindListener(world, request.ListenerArn);
        if (!IsSecure(listener.Protocol)) throw ElbRefusal.Configuration($"Certificates cannot be specified for {listener.Protocol} listeners");
        var added = Arns(world.Scope, request.Certificates);
        if (added.Count == 0) throw ElbRefusal.Validation("At least one certificate must be specified");
        var all = listener.CertificateArns.Union(added).ToValueList();
        // The default one does not count.
        if (all.Count - 1 > ElbQuotas.Certificates) throw Elbv2Errors.TooManyCertificates($"The maximum number of certificates per load balancer has been reached: {ElbQuotas.Certificates}");
        return (world.Put(listener with { CertificateArns = all }), added.Select(arn => new Certificate { CertificateArn = arn, IsDefault = false }).ToValueList());
    }

    /// <summary>Those that are not there are removed already.</summary>
    public static World Remove(World world, RemoveListenerCertificatesRequest request)
    {
        var listener = ElbLookup.FindListener(world, request.ListenerArn);
        var removed = Arns(world.Scope, request.Certificates);
        if (listener.CertificateArns is [var first, ..] && removed.Contains(first)) throw Elbv2Errors.OperationNotPermitted($"The default certificate '{first}' of listener '{request.ListenerArn}' cannot be removed");
        return world.Put(listener with { CertificateArns = listener.CertificateArns.Except(removed).ToValueList() });
    }

    /// <summary>The default certificate of a listener that terminates TLS; null for any other.</summary>
    internal static string? Default(AccountRegion scope, string protocol, ValueList<Certificate>? certificates)
    {
        if (!IsSecure(protocol)) return certificates is { Count: > 0 } ? throw ElbRefusal.Validation($"Certificates cannot be specified for {protocol} listeners") : null;
        if (certificates is not { Count: > 0 }) throw ElbRefusal.Validation($"A certificate must be specified for {protocol} listeners");
        if (certificates.Count > 1) throw ElbRefusal.Validation($"Up to '1' certificate ARNs can be specified, but '{certificates.Count}' were specified");
        return Arns(scope, certificates)[0];
    }

    internal static bool IsSecure(string protocol) => protocol is ProtocolEnum.Https or ProtocolEnum.Tls;

    /// <summary>Any well-formed one of this account and region will do: the workbook makes the certificate.</summary>
    private static ValueList<string> Arns(AccountRegion scope, ValueList<Certificate>? certificates)
    {
        var arns = new List<string>();
        foreach (var certificate in certificates ?? [])
        {
            if (certificate.IsDefault is not null) throw ElbRefusal.Validation("You cannot set the isDefault parameter for a certificate.");
            var arn = certificate.CertificateArn ?? throw ElbRefusal.Validation("A certificate ARN must be specified");
            var match = Pattern().Match(arn);
            if (!match.Success || (match.Groups["region"].Success && match.Groups["region"].Value != scope.Region)) throw ElbRefusal.Validation($"Certificate ARN '{arn}' is not valid");
            if (match.Groups["account"].Value != scope.Account) throw Elbv2Errors.CertificateNotFound($"Certificate '{arn}' not found");
            arns.Add(arn);
        }
        return arns.Distinct().ToValueList();
    }

    [GeneratedRegex(@"^arn:aws:(?:acm:(?<region>[a-z0-9-]+):(?<account>\d{12}):certificate/[A-Za-z0-9-]+|iam::(?<account>\d{12}):server-certificate/[\w+=,.@/-]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
