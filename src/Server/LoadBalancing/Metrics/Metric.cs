namespace Workbook.Server.LoadBalancing.Metrics;

/// <summary>What is counted, in CloudWatch's names (namespace <c>AWS/ApplicationELB</c>). One more X means a class of codes.</summary>
public enum Metric
{
    RequestCount,
    HTTPCode_Target_2XX_Count,
    HTTPCode_Target_3XX_Count,
    HTTPCode_Target_4XX_Count,
    HTTPCode_Target_5XX_Count,
    HTTPCode_ELB_3XX_Count,
    HTTPCode_ELB_4XX_Count,
    HTTPCode_ELB_5XX_Count,
    HTTPCode_ELB_500_Count,
    HTTPCode_ELB_502_Count,
    HTTPCode_ELB_503_Count,
    HTTPCode_ELB_504_Count,
    HTTP_Fixed_Response_Count,
    HTTP_Redirect_Count,
    NewConnectionCount,
    RejectedConnectionCount,
    TargetConnectionErrorCount,
    ClientTLSNegotiationErrorCount,
    NonStickyRequestCount,
    ProcessedBytes,
    GrpcRequestCount,
    DesyncMitigationMode_NonCompliant_Request_Count,
    DroppedInvalidHeaderRequestCount,
}
