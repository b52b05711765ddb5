using Workbook.Generator.Model;

namespace Workbook.Generator.Tests;

/// <summary>API models for tests: a small one with something of everything, and the real ones.</summary>
internal static class Models
{
    public const string Small = """
        {
          "service": "Zoo", "sdkName": "ZooKeeping", "serviceId": "Zoo Keeping", "apiVersion": "2026-01-02", "signingName": "zoo",
          "endpointPrefix": "api.zoo", "targetPrefix": "Zoo_20260102", "jsonVersion": "1.0", "protocols": ["json"],
          "operations": {
            "ListAnimals": {
              "input": "ListAnimalsInput", "output": "ListAnimalsOutput", "errors": ["GateClosed"],
              "paginator": { "inputToken": "nextToken", "outputToken": "nextToken", "limitKey": "maxResults", "resultKeys": ["page.animals"] }
            },
            "Feed": { "input": "FeedRequest", "output": "FeedResponse" }
          },
          "shapes": {
            "ListAnimalsInput": { "type": "structure", "members": { "nextToken": { "shape": "Text" }, "maxResults": { "shape": "Count" } } },
            "ListAnimalsOutput": { "type": "structure", "members": { "page": { "shape": "Page" }, "nextToken": { "shape": "Text" } } },
            "Page": { "type": "structure", "members": { "animals": { "shape": "Animals" } } },
            "Animals": { "type": "list", "member": { "shape": "Animal" } },
            "Animal": {
              "type": "structure", "required": ["name"],
              "members": {
                "name": { "shape": "Text" }, "DNSName": { "shape": "Text" }, "legs": { "shape": "Count" }, "weight": { "shape": "Weight" },
                "born": { "shape": "Moment" }, "photo": { "shape": "Photo" }, "tame": { "shape": "Flag" }, "id": { "shape": "Id" },
                "diet": { "shape": "Diet" }, "diets": { "shape": "Diets" }, "visits": { "shape": "Visits" }, "notes": { "shape": "Notes" }, "extra": { "shape": "Extra" }
              }
            },
            "FeedRequest": { "type": "structure", "members": { "token": { "shape": "Text", "idempotencyToken": true } } },
            "FeedResponse": { "type": "structure", "members": {} },
            "GateClosed": {
              "type": "structure", "error": { "code": "Gate.Closed", "status": 423 },
              "members": { "message": { "shape": "Text" }, "until": { "shape": "Moment" } }
            },
            "Diet": { "type": "string", "enum": ["meat-only", "PLANTS", "all_of it", "2nd.hand", "*"] },
            "Diets": { "type": "list", "member": { "shape": "Diet" } },
            "Visits": { "type": "list", "member": { "shape": "Moment" } },
            "Notes": { "type": "map", "key": { "shape": "Text" }, "value": { "shape": "Animals" } },
            "Text": { "type": "string", "min": 1, "max": 12, "pattern": "^[a-z]\u002b$" },
            "Count": { "type": "integer", "min": -1 }, "Id": { "type": "long" }, "Weight": { "type": "double" }, "Flag": { "type": "boolean" },
            "Moment": { "type": "timestamp" }, "Photo": { "type": "blob" }, "Extra": { "type": "document" }
          }
        }
        """;

    public static string Text(string name)
    {
        using var stream = typeof(Models).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static ApiModel Zoo => ApiModel.Parse(Small);

    /// <summary>A small service that speaks <c>query</c> or <c>ec2</c>.</summary>
    public static ApiModel Depot(string protocol) => ApiModel.Parse($$"""
        {
          "service": "Depot", "sdkName": "Depot", "serviceId": "Depot", "apiVersion": "2026-01-02", "signingName": "depot",
          "endpointPrefix": "depot", "protocols": ["{{protocol}}"], "xmlNamespace": "http://depot/",
          "sdk": {
            "renamed": { "Box.Box": "Id" }, "excluded": ["StoreRequest.Old"], "unwrapped": ["Flag"], "texts": ["Content"],
            "wrapped": { "Fetch": "Box" }, "constructors": { "Box": [["Id"]] }, "withoutRequest": ["Fetch"]
          },
          "operations": {
            "Store": { "input": "StoreRequest", "output": "StoreResponse", "errors": ["FullFault", "Shut"], "resultWrapper": "StoreResult" },
            "Fetch": { "input": "FetchRequest", "output": "FetchResponse", "errors": [] }
          },
          "shapes": {
            "StoreRequest": {
              "type": "structure", "required": ["Boxes"],
              "members": {
                "Boxes": { "shape": "Boxes", "xmlName": "boxSet" }, "Marks": { "shape": "Texts", "xmlName": "Mark", "flattened": true }, "Notes": { "shape": "Notes" },
                "Old": { "shape": "Text" }, "Dry": { "shape": "Flag", "xmlName": "dry", "queryName": "DryRun" }, "Content": { "shape": "Content" }
              }
            },
            "StoreResponse": { "type": "structure", "members": { "Boxes": { "shape": "Boxes", "xmlName": "boxSet" }, "Marks": { "shape": "Texts", "xmlName": "mark", "flattened": true }, "Notes": { "shape": "Notes" } } },
            "FetchRequest": { "type": "structure", "members": {} },
            "FetchResponse": { "type": "structure", "members": { "Box": { "shape": "Text" } } },
            "Boxes": { "type": "list", "member": { "shape": "Box", "xmlName": "item" } },
            "Box": { "type": "structure", "members": { "Box": { "shape": "Size" } } },
            "Texts": { "type": "list", "member": { "shape": "Text" } },
            "Notes": { "type": "map", "key": { "shape": "Text", "xmlName": "Name" }, "value": { "shape": "Text" } },
            "Flag": { "type": "structure", "members": { "Value": { "shape": "Truth", "xmlName": "value" } } },
            "FullFault": { "type": "structure", "error": { "code": "Full", "status": 409 }, "members": { "message": { "shape": "Text" } } },
            "Shut": { "type": "structure", "error": { "code": "Shut", "status": 400 }, "members": {} },
            "Size": { "type": "string", "enum": ["s", "m"] }, "Text": { "type": "string" }, "Truth": { "type": "boolean" }, "Content": { "type": "blob" }
          }
        }
        """);

    public static ApiModel Ecs => ApiModel.Parse(Text("ecs.json"));

    public static ApiModel Ec2 => ApiModel.Parse(Text("ec2.json"));

    public static ApiModel AutoScaling => ApiModel.Parse(Text("autoscaling.json"));
}
