"""ECR's image operations through boto3: run by EcrBoto3Tests with AWS_ENDPOINT_URL set; asserts by itself."""

import hashlib
import json
import os
import unittest
import urllib.error
import urllib.request

import boto3
import botocore.exceptions

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
INDEX = "application/vnd.oci.image.index.v1+json"


def client(account="000000002015", region="eu-central-1"):
    return boto3.client("ecr", region_name=region, endpoint_url=os.environ["AWS_ENDPOINT_URL"], aws_access_key_id=account, aws_secret_access_key="secret")


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Images(unittest.TestCase):
    def setUp(self):
        self.ecr = client()
        self.name = "boto/" + self.id().split(".")[-1].replace("_", "-")
        self.ecr.create_repository(repositoryName=self.name)

    def refused(self, code, call, **arguments):
        with self.assertRaises(botocore.exceptions.ClientError) as refused:
            call(**arguments)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        return refused.exception.response["Error"]["Message"]

    def upload(self, content, part=5 * 1024 * 1024):
        upload = self.ecr.initiate_layer_upload(repositoryName=self.name)["uploadId"]
        for first in range(0, len(content), part):
            piece = content[first : first + part]
            answer = self.ecr.upload_layer_part(
                repositoryName=self.name, uploadId=upload, partFirstByte=first, partLastByte=first + len(piece) - 1, layerPartBlob=piece
            )
            self.assertEqual(answer["lastByteReceived"], first + len(piece) - 1)
        return self.ecr.complete_layer_upload(repositoryName=self.name, uploadId=upload, layerDigests=[digest(content)])["layerDigest"]

    def manifest(self, *layers):
        def blob(media_type, content):
            return {"mediaType": media_type, "digest": digest(content), "size": len(content)}

        return json.dumps(
            {
                "schemaVersion": 2,
                "mediaType": MANIFEST,
                "config": blob("application/vnd.docker.container.image.v1+json", b"{}"),
                "layers": [blob("application/vnd.docker.image.rootfs.diff.tar.gzip", layer) for layer in layers],
            }
        )

    def push(self, tag, *layers):
        for content in (b"{}", *layers):
            try:
                self.upload(content)
            except self.ecr.exceptions.LayerAlreadyExistsException:
                pass
        return self.ecr.put_image(repositoryName=self.name, imageManifest=self.manifest(*layers), imageTag=tag)["image"]

    def test_an_image_of_a_large_layer(self):
        layer = os.urandom(12 * 1024 * 1024)
        image = self.push("v1", layer)
        self.assertEqual(image["imageManifestMediaType"], MANIFEST)

        detail = self.ecr.describe_images(repositoryName=self.name)["imageDetails"][0]
        self.assertEqual((detail["imageTags"], detail["imageSizeInBytes"]), (["v1"], len(layer) + 2))
        pulled = self.ecr.batch_get_image(repositoryName=self.name, imageIds=[{"imageTag": "v1"}, {"imageTag": "v2"}])
        self.assertEqual(pulled["images"][0]["imageManifest"], self.manifest(layer))
        self.assertEqual(pulled["failures"], [{"imageId": {"imageTag": "v2"}, "failureCode": "ImageNotFound", "failureReason": "Requested image not found"}])
        self.assertIn("lastRecordedPullTime", self.ecr.describe_images(repositoryName=self.name, imageIds=[{"imageTag": "v1"}])["imageDetails"][0])

        url = self.ecr.get_download_url_for_layer(repositoryName=self.name, layerDigest=digest(layer))["downloadUrl"]
        with urllib.request.urlopen(url) as answer:
            self.assertEqual(digest(answer.read()), digest(layer))
        with self.assertRaises(urllib.error.HTTPError) as forged:
            urllib.request.urlopen(url.replace(digest(layer), digest(b"{}")))
        self.assertEqual(forged.exception.code, 403)
        forged.exception.close()

    def test_layers_that_are_there_and_layers_that_are_not(self):
        self.upload(b"layer")
        answer = self.ecr.batch_check_layer_availability(repositoryName=self.name, layerDigests=[digest(b"layer"), digest(b"gone"), "nonsense"])
        self.assertEqual([layer["layerAvailability"] for layer in answer["layers"]], ["AVAILABLE", "UNAVAILABLE"])
        self.assertEqual(answer["failures"][0]["failureCode"], "InvalidLayerDigest")
        message = self.refused("LayersNotFoundException", self.ecr.put_image, repositoryName=self.name, imageManifest=self.manifest(b"gone"), imageTag="v1")
        self.assertIn("required for pushing image into repository with name", message)

    def test_uploads_that_go_wrong(self):
        upload = self.ecr.initiate_layer_upload(repositoryName=self.name)["uploadId"]
        arguments = {"repositoryName": self.name, "uploadId": upload}
        self.refused("EmptyUploadException", self.ecr.complete_layer_upload, layerDigests=[digest(b"x")], **arguments)
        self.refused("InvalidLayerPartException", self.ecr.upload_layer_part, partFirstByte=5, partLastByte=5, layerPartBlob=b"x", **arguments)
        self.refused("InvalidParameterException", self.ecr.upload_layer_part, partFirstByte=0, partLastByte=9, layerPartBlob=b"x", **arguments)
        self.ecr.upload_layer_part(partFirstByte=0, partLastByte=0, layerPartBlob=b"x", **arguments)
        self.refused("InvalidLayerException", self.ecr.complete_layer_upload, layerDigests=[digest(b"y")], **arguments)
        self.refused("UploadNotFoundException", self.ecr.complete_layer_upload, layerDigests=[digest(b"x")], **arguments)

    def test_tags_move_unless_they_are_immutable(self):
        self.push("latest", b"one")
        message = self.refused("ImageAlreadyExistsException", self.ecr.put_image, repositoryName=self.name, imageManifest=self.manifest(b"one"), imageTag="latest")
        self.assertRegex(message, "^Image with digest 'sha256:[0-9a-f]{64}' and tag 'latest' already exists in the repository with name")
        self.push("latest", b"two")
        self.assertEqual(len(self.ecr.list_images(repositoryName=self.name)["imageIds"]), 2)
        self.assertEqual(len(self.ecr.list_images(repositoryName=self.name, filter={"tagStatus": "UNTAGGED"})["imageIds"]), 1)
        self.ecr.put_image_tag_mutability(repositoryName=self.name, imageTagMutability="IMMUTABLE")
        self.upload(b"three")
        message = self.refused("ImageTagAlreadyExistsException", self.ecr.put_image, repositoryName=self.name, imageManifest=self.manifest(b"three"), imageTag="latest")
        self.assertEqual(message, f"The image tag 'latest' already exists in the '{self.name}' repository and cannot be overwritten because the tag is immutable.")

    def test_an_index_holds_its_images(self):
        image = self.push("amd64", b"layer")
        listed = {"mediaType": MANIFEST, "digest": image["imageId"]["imageDigest"], "size": 1, "platform": {"os": "linux", "architecture": "amd64"}}
        index = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": [listed]})
        self.ecr.put_image(repositoryName=self.name, imageManifest=index, imageTag="all")
        digest_only = {"imageDigest": image["imageId"]["imageDigest"]}
        answer = self.ecr.batch_delete_image(repositoryName=self.name, imageIds=[digest_only, {}, {"imageDigest": "nonsense"}])
        self.assertEqual([failure["failureCode"] for failure in answer["failures"]], ["ImageReferencedByManifestList", "MissingDigestAndTag", "InvalidImageDigest"])
        answer = self.ecr.batch_delete_image(repositoryName=self.name, imageIds=[{"imageTag": "all"}, digest_only])
        self.assertEqual((len(answer["imageIds"]), answer["failures"]), (2, []))
        self.ecr.delete_repository(repositoryName=self.name)

    def test_a_repository_with_images_is_deleted_by_force_only(self):
        self.push("v1", b"layer")
        self.refused("RepositoryNotEmptyException", self.ecr.delete_repository, repositoryName=self.name)
        self.ecr.delete_repository(repositoryName=self.name, force=True)
        self.refused("RepositoryNotFoundException", self.ecr.describe_images, repositoryName=self.name)

    def test_lists_come_in_pages(self):
        for number in range(5):
            self.push(f"v{number}", b"layer %d" % number)
        pages = list(self.ecr.get_paginator("list_images").paginate(repositoryName=self.name, PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["imageIds"]) for page in pages], [2, 2, 1])
        self.assertEqual({each["imageTag"] for page in pages for each in page["imageIds"]}, {f"v{number}" for number in range(5)})

    def test_an_image_is_replicated_to_another_region(self):
        account = "000000002016"
        self.ecr, other = client(account), client(account, "eu-west-1")
        self.ecr.put_replication_configuration(replicationConfiguration={"rules": [{"destinations": [{"region": "eu-west-1", "registryId": account}]}]})
        self.ecr.create_repository(repositoryName=self.name)
        image = self.push("v1", b"layer")
        status = None
        while status != "COMPLETE":  # the whole test has a time limit
            status = self.ecr.describe_image_replication_status(repositoryName=self.name, imageId={"imageTag": "v1"})["replicationStatuses"][0]["status"]
            self.assertNotEqual(status, "FAILED")
        replica = other.batch_get_image(repositoryName=self.name, imageIds=[{"imageTag": "v1"}])["images"][0]
        self.assertEqual((replica["imageId"], replica["imageManifest"]), (image["imageId"], image["imageManifest"]))


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # boto3 leaves its connections open
