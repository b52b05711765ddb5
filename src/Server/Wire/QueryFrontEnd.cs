using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Workbook.Server.Wire;

/// <summary>
/// Both dialects of Query: finds the service by the credential scope and the form's <c>Version</c> (Elastic Load Balancing
/// has two APIs under one signing name), the operation by its <c>Action</c>, and puts the answer's outermost element
/// around what the operation writes.
/// </summary>
internal sealed class QueryFrontEnd(IEnumerable<IServiceBinding> services)
{
    private readonly IServiceBinding[] _services = [.. services.Where(service => service.Service.Protocols.Any(name => name is "query" or "ec2"))];

    /// <exception cref="Shapes.ApiException">The request is malformed or the service refuses it.</exception>
    public async ValueTask InvokeAsync(HttpContext http, Call call, WireBuffer answer)
    {
        var form = await ReadAsync(http);
        call.Operation = form.Find("Action");
        var version = form.Find("Version");

        // Errors before the signature is read have EC2's form if the version is EC2's; nothing else tells.
        Choose(call, _services.FirstOrDefault(service => service.Service.ApiVersion == version));
        var signer = Signature.Read(http.Request);
        var candidates = _services.Where(service => service.Service.SigningName == signer.Service).ToList();
        var service = candidates.Find(candidate => candidate.Service.ApiVersion == version);
        Choose(call, service ?? candidates.FirstOrDefault());
        var ec2 = call.Protocol == WireProtocol.Ec2;
        if (candidates.Count == 0) throw AwsErrors.NotServed(signer.Service);
        if (call.Operation.Length == 0) throw QueryErrors.MissingAction(ec2);
        if (service is null && ec2 && version.Length > 0) throw QueryErrors.NoSuchVersion(version);
        var operation = service?.Find(call.Operation) ?? throw QueryErrors.InvalidAction(ec2, call.Operation, version);

        form.IsEc2 = ec2;
        var context = new RequestContext(signer.Scope, call.RequestId, signer.AccessKeyId, http.RequestAborted);
        var (xml, root) = (answer.Xml, operation.Name + "Response");
        xml.Declaration();
        xml.Start(root, service!.Service.XmlNamespace);
        if (ec2) Id(xml, "requestId"u8, call);
        await operation.InvokeQueryAsync(form, context, xml);
        if (!ec2)
        {
            xml.Start("ResponseMetadata"u8);
            Id(xml, "RequestId"u8, call);
            xml.End("ResponseMetadata"u8);
        }
        xml.End(root);
        http.Response.ContentType = "text/xml";
    }

    private static void Choose(Call call, IServiceBinding? service)
    {
        call.Service = service;
        call.Protocol = service?.Service.Protocols.Contains("ec2") == true ? WireProtocol.Ec2 : WireProtocol.Query;
    }

    private static void Id(XmlOutput xml, ReadOnlySpan<byte> name, Call call)
    {
        xml.Start(name);
        xml.Text(call.RequestId);
        xml.End(name);
    }

    private static async ValueTask<QueryForm> ReadAsync(HttpContext http)
    {
        var query = Encoding.UTF8.GetBytes(http.Request.QueryString.Value ?? "").AsMemory();
        var body = await RequestBody.ReadAsync(http);
        try
        {
            var text = RequestBody.IsCompressed(http.Request) ? RequestBody.Decompressed(body, RequestBody.Limit) : body;
            return QueryForm.Parse(query.IsEmpty ? default : query.Span[1..], text.IsSingleSegment ? text.FirstSpan : text.ToArray());
        }
        finally
        {
            http.Request.BodyReader.AdvanceTo(body.End);
        }
    }
}
