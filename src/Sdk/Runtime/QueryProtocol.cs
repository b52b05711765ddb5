using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Workbook.Sdk.Runtime;

/// <summary>AWS Query and EC2's dialect of it: a form is sent, XML comes back. How the two differ is in the members' names.</summary>
internal sealed class QueryProtocol(ServiceInfo service) : Protocol
{
    public override InvokeOptions Call<TResponse>(string operation, string errors) => new()
    {
        RequestMarshaller = new Marshaller(service, operation),
        ResponseUnmarshaller = new Unmarshaller<TResponse>(service, operation, errors),
    };

    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private sealed class Marshaller(ServiceInfo service, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service.Namespace) { HttpMethod = "POST", ResourcePath = "/" };
            request.Parameters.Add("Action", operation);
            request.Parameters.Add("Version", service.ApiVersion);
            ((IShape)input).Visit(new QueryMembersWriter(request.Parameters, ""));
            return request;
        }
    }

    private sealed class Unmarshaller<TResponse>(ServiceInfo service, string operation, string errors) : XmlResponseUnmarshaller
        where TResponse : AmazonWebServiceResponse, IShape, new()
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var response = new TResponse();
            var root = XDocument.Load(input.Stream).Root!;
            response.Visit(new XmlMembersReader(Child(root, operation + "Result") ?? root));
            if ((Child(Child(root, "ResponseMetadata"), "RequestId") ?? Child(root, "requestId")) is { } id)
                response.ResponseMetadata = new ResponseMetadata { RequestId = id.Value };
            return response;
        }

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
            error.InnerException = innerException;
            error.StatusCode = statusCode;
            return service.ExceptionFor(error, errors);
        }
    }
}
