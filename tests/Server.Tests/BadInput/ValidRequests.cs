namespace Workbook.Server.Tests.BadInput;

/// <summary>Rich requests that are accepted, one or more for each operation that is served: what mutants are made from.</summary>
internal static class ValidRequests
{
    /// <summary>
    /// <c>$TASK</c>, <c>$INSTANCE</c>, <c>$TASKSET</c>, <c>$ROLLOUT</c> and <c>$REVISION</c> stand for the ARNs of a task, an instance,
    /// a task set, a service deployment and a service revision that exist, <c>$HOOK</c> for the hook that the deployment waits for.
    /// </summary>
    public static readonly (string Operation, string Body)[] All =
    [
        ("CreateCluster", """
            {"clusterName":"blue","tags":[{"key":"team","value":"a"}],"settings":[{"name":"containerInsights","value":"enabled"}],
             "configuration":{"executeCommandConfiguration":{"kmsKeyId":"key","logging":"OVERRIDE","logConfiguration":{"cloudWatchLogGroupName":"g","s3BucketName":"b"}}},
             "capacityProviders":["FARGATE","FARGATE_SPOT"],"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1,"base":1},{"capacityProvider":"FARGATE_SPOT","weight":2}],
             "serviceConnectDefaults":{"namespace":"n"}}
            """),
        ("UpdateCluster", """{"cluster":"default","settings":[{"name":"containerInsights","value":"enhanced"}],"configuration":{"managedStorageConfiguration":{"kmsKeyId":"k"}}}"""),
        ("UpdateClusterSettings", """{"cluster":"default","settings":[{"name":"containerInsights","value":"disabled"}]}"""),
        ("PutClusterCapacityProviders", """{"cluster":"default","capacityProviders":["FARGATE"],"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}]}"""),
        ("DeleteCluster", """{"cluster":"blue"}"""),
        ("DescribeClusters", """{"clusters":["default","blue","nobody"],"include":["ATTACHMENTS","CONFIGURATIONS","SETTINGS","STATISTICS","TAGS"]}"""),
        ("ListClusters", """{"maxResults":1,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("RegisterTaskDefinition", """
            {"family":"web","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512","executionRoleArn":"arn:aws:iam::000000000042:role/execution",
             "taskRoleArn":"arn:aws:iam::000000000042:role/task","runtimePlatform":{"cpuArchitecture":"X86_64","operatingSystemFamily":"LINUX"},"ephemeralStorage":{"sizeInGiB":30},
             "tags":[{"key":"a","value":"b"}],"volumes":[{"name":"data"},{"name":"efs","efsVolumeConfiguration":{"fileSystemId":"fs-1","transitEncryption":"ENABLED"}}],
             "containerDefinitions":[
               {"name":"app","image":"nginx:1.27","cpu":128,"memory":256,"memoryReservation":128,"essential":true,"portMappings":[{"containerPort":80,"protocol":"tcp","name":"http","appProtocol":"http"}],
                "environment":[{"name":"A","value":"b"}],"mountPoints":[{"sourceVolume":"data","containerPath":"/data","readOnly":true}],"dependsOn":[{"containerName":"init","condition":"SUCCESS"}],
                "secrets":[{"name":"S","valueFrom":"arn:aws:ssm:us-east-1:000000000042:parameter/p"}],"healthCheck":{"command":["CMD-SHELL","exit 0"],"interval":10,"timeout":5,"retries":3,"startPeriod":10},
                "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"us-east-1","awslogs-stream-prefix":"p"}},"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":2048}],
                "startTimeout":30,"stopTimeout":10,"dockerLabels":{"a":"b"},"linuxParameters":{"initProcessEnabled":true,"capabilities":{"drop":["ALL"]}},"restartPolicy":{"enabled":true,"ignoredExitCodes":[0],"restartAttemptPeriod":60}},
               {"name":"init","image":"busybox","command":["sh","-c","sleep 1; exit 0"],"essential":false,"user":"root","workingDirectory":"/","readonlyRootFilesystem":true}]}
            """),
        ("RegisterTaskDefinition", """
            {"family":"ec2","networkMode":"bridge","placementConstraints":[{"type":"memberOf","expression":"attribute:ecs.os-type == linux"}],"pidMode":"task","ipcMode":"none",
             "containerDefinitions":[{"name":"app","image":"nginx","memory":64,"links":["side"],"portMappings":[{"containerPort":80,"hostPort":0}],"extraHosts":[{"hostname":"h","ipAddress":"10.0.0.1"}],
               "dnsServers":["10.0.0.2"],"hostname":"h","privileged":false,"systemControls":[{"namespace":"net.core.somaxconn","value":"10"}],"volumesFrom":[{"sourceContainer":"side"}]},
              {"name":"side","image":"workbook/batch","memoryReservation":16,"entryPoint":["sh","-c"],"command":["sleep 5"]}]}
            """),
        ("DescribeTaskDefinition", """{"taskDefinition":"web:1","include":["TAGS"]}"""),
        ("DeregisterTaskDefinition", """{"taskDefinition":"ec2:1"}"""),
        ("DeleteTaskDefinitions", """{"taskDefinitions":["ec2:1","ec2:2"]}"""),
        ("ListTaskDefinitions", """{"familyPrefix":"web","status":"ACTIVE","sort":"DESC","maxResults":2,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("ListTaskDefinitionFamilies", """{"familyPrefix":"w","status":"ALL","maxResults":2}"""),
        ("RunTask", """
            {"taskDefinition":"web","cluster":"default","launchType":"FARGATE","count":2,"group":"g","startedBy":"s","clientToken":"t","enableECSManagedTags":true,"enableExecuteCommand":false,
             "propagateTags":"TASK_DEFINITION","platformVersion":"LATEST","tags":[{"key":"a","value":"b"}],"networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"],"securityGroups":["sg-1"],"assignPublicIp":"ENABLED"}},
             "overrides":{"cpu":"512","memory":"1024","ephemeralStorage":{"sizeInGiB":40},"taskRoleArn":"r","containerOverrides":[{"name":"app","command":["sh","-c","sleep 2; exit 3"],"environment":[{"name":"A","value":"c"}],"memory":128,"cpu":64}]}}
            """),
        ("RunTask", """{"taskDefinition":"ec2","launchType":"EC2","placementConstraints":[{"type":"distinctInstance"}],"placementStrategy":[{"type":"binpack","field":"memory"}]}"""),
        ("RunTask", """{"taskDefinition":"web","capacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1,"base":2},{"capacityProvider":"FARGATE_SPOT","weight":3}],"count":4,"networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}}"""),
        ("StartTask", """{"taskDefinition":"ec2","cluster":"default","containerInstances":["$INSTANCE"],"startedBy":"s","overrides":{"containerOverrides":[{"name":"app","command":["exit","3"]}]},"tags":[{"key":"a"}]}"""),
        ("StopTask", """{"cluster":"default","task":"$TASK","reason":"enough"}"""),
        ("DescribeTasks", """{"cluster":"default","tasks":["$TASK","0123456789abcdef0123456789abcdef"],"include":["TAGS"]}"""),
        ("ExecuteCommand", """{"cluster":"default","task":"$TASK","container":"app","command":"sh -c 'echo hello'","interactive":true}"""),
        ("ListTasks", """{"cluster":"default","family":"web","launchType":"FARGATE","startedBy":"s","desiredStatus":"STOPPED","containerInstance":"$INSTANCE","maxResults":2,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("ListTasks", """{"serviceName":"s"}"""),
        ("TagResource", """{"resourceArn":"$TASK","tags":[{"key":"a","value":"b"},{"key":"c","value":""}]}"""),
        ("UntagResource", """{"resourceArn":"arn:aws:ecs:us-east-1:000000000042:cluster/default","tagKeys":["a","b"]}"""),
        ("ListTagsForResource", """{"resourceArn":"$INSTANCE"}"""),
        ("PutAccountSetting", """{"name":"containerInsights","value":"enabled","principalArn":"arn:aws:iam::000000000042:root"}"""),
        ("PutAccountSettingDefault", """{"name":"fargateTaskRetirementWaitPeriod","value":"14"}"""),
        ("DeleteAccountSetting", """{"name":"containerInsights"}"""),
        ("ListAccountSettings", """{"name":"containerInsights","value":"enabled","effectiveSettings":true,"maxResults":3}"""),
        ("RegisterContainerInstance", """
            {"cluster":"default","totalResources":[{"name":"CPU","type":"INTEGER","integerValue":2048},{"name":"MEMORY","type":"INTEGER","integerValue":2048},
              {"name":"PORTS","type":"STRINGSET","stringSetValue":["22"]},{"name":"PORTS_UDP","type":"STRINGSET","stringSetValue":[]}],
             "attributes":[{"name":"stack","value":"production"}],"versionInfo":{"agentVersion":"1"},"tags":[{"key":"a","value":"b"}],
             "instanceIdentityDocument":"{}","platformDevices":[{"id":"gpu","type":"GPU"}]}
            """),
        ("ListContainerInstances", """{"cluster":"default","status":"ACTIVE","maxResults":10,"filter":"not(attribute:stack =~ 'prod.*') and runningTasksCount < 5"}"""),
        ("PutAttributes", """{"cluster":"default","attributes":[{"name":"stack","value":"production","targetId":"$INSTANCE"},{"name":"rack","targetType":"container-instance","targetId":"$INSTANCE"}]}"""),
        ("ListAttributes", """{"cluster":"default","targetType":"container-instance","attributeName":"stack","attributeValue":"production","maxResults":2,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("DeleteAttributes", """{"cluster":"default","attributes":[{"name":"stack","targetId":"$INSTANCE"}]}"""),
        ("DescribeContainerInstances", """{"cluster":"default","containerInstances":["$INSTANCE"],"include":["TAGS","CONTAINER_INSTANCE_HEALTH"]}"""),
        ("UpdateContainerInstancesState", """{"cluster":"default","containerInstances":["$INSTANCE"],"status":"ACTIVE"}"""),
        ("DeregisterContainerInstance", """{"cluster":"default","containerInstance":"$INSTANCE","force":false}"""),
        ("UpdateContainerAgent", """{"cluster":"default","containerInstance":"$INSTANCE"}"""),
        ("DiscoverPollEndpoint", """{"cluster":"default","containerInstance":"$INSTANCE"}"""),
        ("SubmitTaskStateChange", """
            {"cluster":"default","task":"$TASK","status":"RUNNING","reason":"r","containers":[{"containerName":"app","imageDigest":"sha256:1","runtimeId":"1","exitCode":0,"status":"RUNNING","reason":"r",
              "networkBindings":[{"bindIP":"0.0.0.0","containerPort":80,"hostPort":80,"protocol":"tcp"}]}],"attachments":[{"attachmentArn":"a","status":"ATTACHED"}],
             "managedAgents":[{"containerName":"app","managedAgentName":"ExecuteCommandAgent","status":"RUNNING"}],"pullStartedAt":1767225600,"pullStoppedAt":1767225601,"executionStoppedAt":1767225602}
            """),
        ("SubmitContainerStateChange", """
            {"cluster":"default","task":"$TASK","containerName":"app","runtimeId":"1","status":"RUNNING","exitCode":0,"reason":"r","networkBindings":[{"containerPort":80,"hostPort":80}]}
            """),
        ("SubmitAttachmentStateChanges", """{"cluster":"default","attachments":[{"attachmentArn":"a","status":"ATTACHED"}]}"""),
        ("CreateCapacityProvider", """
            {"name":"own","autoScalingGroupProvider":{"autoScalingGroupArn":"workers","managedScaling":{"status":"ENABLED","targetCapacity":80,"minimumScalingStepSize":1,"maximumScalingStepSize":5,"instanceWarmupPeriod":60},
             "managedTerminationProtection":"DISABLED","managedDraining":"ENABLED"},"tags":[{"key":"a","value":"b"}]}
            """),
        ("UpdateCapacityProvider", """{"name":"own","autoScalingGroupProvider":{"managedScaling":{"status":"ENABLED","targetCapacity":100},"managedDraining":"DISABLED"}}"""),
        ("DescribeCapacityProviders", """{"capacityProviders":["FARGATE","own"],"include":["TAGS"]}"""),
        ("DescribeCapacityProviders", """{"cluster":"default","maxResults":1,"nextToken":"YWZ0ZXI6QQ=="}"""),
        ("DeleteCapacityProvider", """{"capacityProvider":"own"}"""),
        ("DescribeContainerInstances", """{"cluster":"default","containerInstances":["$INSTANCE"],"include":["TAGS"]}"""),
        ("CreateService", """
            {"cluster":"default","serviceName":"web","taskDefinition":"web","desiredCount":2,"launchType":"EC2","clientToken":"t","schedulingStrategy":"REPLICA","deploymentController":{"type":"ECS"},
             "deploymentConfiguration":{"maximumPercent":150,"minimumHealthyPercent":50,"deploymentCircuitBreaker":{"enable":true,"rollback":true,"thresholdConfiguration":{"type":"COUNT","value":3}},"alarms":{"alarmNames":["a"],"enable":true,"rollback":true}},
             "placementConstraints":[{"type":"distinctInstance"}],"placementStrategy":[{"type":"spread","field":"attribute:ecs.availability-zone"}],"tags":[{"key":"a","value":"b"}],"propagateTags":"SERVICE","enableECSManagedTags":true}
            """),
        ("CreateService", """
            {"serviceName":"canary","taskDefinition":"web:1","desiredCount":1,"deploymentConfiguration":{"strategy":"CANARY","bakeTimeInMinutes":1,"canaryConfiguration":{"canaryPercent":5.5,"canaryBakeTimeInMinutes":2},
             "lifecycleHooks":[{"hookTargetArn":"arn:aws:lambda:us-east-1:000000000042:function:f","roleArn":"arn:aws:iam::000000000042:role/r","lifecycleStages":["PRE_SCALE_UP","PRODUCTION_TRAFFIC_SHIFT"],"hookDetails":{"a":[1,null]},"timeoutConfiguration":{"timeoutInMinutes":5,"action":"CONTINUE"}}]}}
            """),
        ("UpdateService", """{"cluster":"default","service":"web","desiredCount":1,"taskDefinition":"web:1","forceNewDeployment":true,"deploymentConfiguration":{"maximumPercent":200},"healthCheckGracePeriodSeconds":30,"propagateTags":"NONE"}"""),
        ("DeleteService", """{"cluster":"default","service":"canary","force":true}"""),
        ("DescribeServices", """{"cluster":"default","services":["web","external","nobody"],"include":["TAGS"]}"""),
        ("ListServices", """{"cluster":"default","launchType":"EC2","schedulingStrategy":"REPLICA","maxResults":2,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("ListServicesByNamespace", """{"namespace":"n","maxResults":2}"""),
        ("ListServiceDeployments", """{"cluster":"default","service":"paused","status":["IN_PROGRESS","STOPPED"],"createdAt":{"after":1,"before":4000000000},"maxResults":2}"""),
        ("DescribeServiceDeployments", """{"serviceDeploymentArns":["$ROLLOUT"]}"""),
        ("DescribeServiceRevisions", """{"serviceRevisionArns":["$REVISION"]}"""),
        ("CreateTaskSet", """
            {"cluster":"default","service":"external","taskDefinition":"web","launchType":"EC2","externalId":"e","clientToken":"t","scale":{"value":12.5,"unit":"PERCENT"},"tags":[{"key":"a","value":"b"}]}
            """),
        ("CreateTaskSet", """{"cluster":"default","service":"external","taskDefinition":"web:1","capacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}],"platformVersion":"LATEST","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}}"""),
        ("UpdateTaskSet", """{"cluster":"default","service":"external","taskSet":"$TASKSET","scale":{"value":50,"unit":"PERCENT"}}"""),
        ("DescribeTaskSets", """{"cluster":"default","service":"external","taskSets":["$TASKSET","ecs-svc/1"],"include":["TAGS"]}"""),
        ("UpdateServicePrimaryTaskSet", """{"cluster":"default","service":"external","primaryTaskSet":"$TASKSET"}"""),
        ("DeleteTaskSet", """{"cluster":"default","service":"external","taskSet":"ecs-svc/1","force":true}"""),
        ("UpdateTaskProtection", """{"cluster":"default","tasks":["$TASK"],"protectionEnabled":true,"expiresInMinutes":60}"""),
        ("GetTaskProtection", """{"cluster":"default","tasks":["$TASK","0123456789abcdef0123456789abcdef"]}"""),
        ("StopServiceDeployment", """{"serviceDeploymentArn":"$ROLLOUT","stopType":"ABORT"}"""),
        ("ContinueServiceDeployment", """{"serviceDeploymentArn":"$ROLLOUT","hookId":"$HOOK","action":"CONTINUE"}"""),
    ];
}
