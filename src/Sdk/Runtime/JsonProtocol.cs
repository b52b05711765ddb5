using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Workbook.Sdk.Runtime;

/// <summary>AWS JSON 1.0 and 1.1: everything in one body, the operation in the <c>X-Amz-Target</c> header.</summary>
internal sealed class JsonProtocol(ServiceInfo service, string version) : Protocol
{
    private readonly string _contentType = $"application/x-amz-json-{version}";

    public override InvokeOptions Call<TResponse>(string operation, string errors) => new()
    {
        RequestMarshaller = new Marshaller(this, operation),
        ResponseUnmarshaller = new Unmarshaller<TResponse>(service, errors),
    };

    private DefaultRequest Write(string operation, AmazonWebServiceRequest request) => new DefaultRequest(request, service.Namespace)
    {
        HttpMethod = "POST",
        ResourcePath = "/",
        Headers =
        {
            ["X-Amz-Target"] = $"{service.Target}.{operation}",
            ["Content-Type"] = _contentType,
            ["X-Amz-Api-Version"] = service.ApiVersion,
        },
        Content = JsonMembersWriter.ToBytes((IShape)request),
    };

    private static void Read(ReadOnlyMemory<byte> body, IShape into)
    {
        if (body.Length == 0) return;
        using var document = JsonDocument.Parse(body);
        into.Visit(new JsonMembersReader(document.RootElement));
    }

    private sealed class Marshaller(JsonProtocol protocol, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => protocol.Write(operation, input);
    }

    private sealed class Unmarshaller<TResponse>(ServiceInfo service, string errors) : JsonResponseUnmarshaller
        where TResponse : AmazonWebServiceResponse, IShape, new()
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            using var body = new MemoryStream();
            input.Stream.CopyTo(body);
            var response = new TResponse();
            Read(body.GetBuffer().AsMemory(0, (int)body.Length), response);
            return response;
        }

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var reader = new StreamingUtf8JsonReader(input.Stream);
            var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
            error.InnerException = innerException;
            error.StatusCode = statusCode;
            var exception = service.ExceptionFor(error, errors);
            // Few errors have more members than a message; those are read in a second pass over the kept body.
            if (exception is IShape shape) Read(input.GetResponseBodyBytes(), shape);
            return exception;
        }
    }
}
