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

    public static ApiModel Ecs => ApiModel.Parse(Text("ecs.json"));
}
