import type { OperationName } from "../contract/contract.ts";

/** Where sources can be read, by words that stand in their names; of several that fit, the longest counts. */
const addresses: Readonly<Record<string, string>> = {
  "API model":
    "https://github.com/boto/botocore/blob/1.44.8/botocore/data/elasticache/2015-02-02/service-2.json",
  "botocore paginators-1.json":
    "https://github.com/boto/botocore/blob/cd9207757d459bba9c524475b601e59f55760a3a/botocore/data/elasticache/2015-02-02/paginators-1.json",
  "Role-Based Access Control (RBAC)":
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
  "Role-Based Access Control (RBAC), 2023":
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/f71f6ba700c95d239b925ec6adf272769ffc5a25/doc_source/redis/Clusters.RBAC.md",
  "modify-user answer of 2023-06":
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/f71f6ba700c95d239b925ec6adf272769ffc5a25/doc_source/redis/Clusters.RBAC.md",
  "modify-user example":
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/f71f6ba700c95d239b925ec6adf272769ffc5a25/doc_source/redis/Clusters.RBAC.md",
  "Tagging your ElastiCache resources":
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/4f71a1bf252a146ad4a4c3a3015ed97002f3f1f5/doc_source/redis/Tagging-Resources.md",
  "Automatically rotating passwords for users":
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/cd70d38196211ec4df6ee327d4f14979247df0aa/doc_source/redis/User-Secrets-Manager.md",
  SMDOC:
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/cd70d38196211ec4df6ee327d4f14979247df0aa/doc_source/redis/User-Secrets-Manager.md",
  "Getting started tutorial: create cluster and users":
    "https://github.com/awsdocs/amazon-elasticache-docs/blob/72e0f37cf392830cbbe062387fa60bae55a2e125/doc_source/redis/ElastiCache-Getting-Started-Tutorials-Create-Cluster-and-Users.md",
  "to IAM authentication, Amazon ElastiCache User Guide":
    "https://docs.amazonaws.cn/en_us/AmazonElastiCache/latest/dg/auth-to-iam-migration.html",
  "AWS Database blog 2022-11-29":
    "https://aws.amazon.com/blogs/database/simplify-managing-access-to-amazon-elasticache-for-redis-clusters-with-iam/",
  "AWS CLI":
    "https://github.com/aws/aws-cli/tree/3096efebc92a9c67a6b44c05ac7438df1958c9b3/awscli/examples/elasticache",
  "AWS's rotation function":
    "https://github.com/aws-samples/aws-secrets-manager-rotation-lambdas/blob/5dbe8b9be172d857fc483369ba7173cf826d965f/SecretsManagerElasticacheUserRotation/lambda_function.py",
  "Scale-Out Computing on AWS":
    "https://github.com/awslabs/engineering-development-hub/blob/829ec461f6e434e5210e605ac9db24c23621b884/installer/resources/src/helpers/elasticache.py",
  "@aws-cdk/aws-elasticache-alpha README":
    "https://github.com/aws/aws-cdk/blob/00e83e76f671b2d12b1c4acb76a4e0da01fc91f4/packages/@aws-cdk/aws-elasticache-alpha/README.md",
  "@aws-cdk/aws-elasticache-alpha":
    "https://github.com/aws/aws-cdk/blob/043fcdb97f6e3e72121e883f5edb9e19f4e46c14/packages/@aws-cdk/aws-elasticache-alpha/lib/user-group.ts",
  "cloud-custodian":
    "https://github.com/cloud-custodian/cloud-custodian/tree/4c8eb0971a2dfd5d2e6c3b765b1762a2ae51fe4a/tests/data/placebo/test_elasticache_user",
  test_elasticache_user_modify:
    "https://github.com/cloud-custodian/cloud-custodian/tree/4c8eb0971a2dfd5d2e6c3b765b1762a2ae51fe4a/tests/data/placebo/test_elasticache_user_modify",
  test_elasticache_user_delete:
    "https://github.com/cloud-custodian/cloud-custodian/tree/4c8eb0971a2dfd5d2e6c3b765b1762a2ae51fe4a/tests/data/placebo/test_elasticache_user_delete",
  "cloud-custodian tag recordings":
    "https://github.com/cloud-custodian/cloud-custodian/blob/df800e9e94d0860e0d8fbfebd9bc5b9b2d50367d/tests/data/placebo/test_elasticache_copy_cluster_tags/elasticache.ListTagsForResource_1.json",
  sharded_copy_cluster_tags:
    "https://github.com/cloud-custodian/cloud-custodian/tree/df800e9e94d0860e0d8fbfebd9bc5b9b2d50367d/tests/data/placebo/test_elasticache_sharded_copy_cluster_tags",
  "cloud-custodian ListTagsForResource_1.json":
    "https://github.com/cloud-custodian/cloud-custodian/blob/df800e9e94d0860e0d8fbfebd9bc5b9b2d50367d/tests/data/placebo/test_elasticache_user/elasticache.ListTagsForResource_1.json",
  "badmintoncryer/cdk-preflight":
    "https://github.com/badmintoncryer/cdk-preflight/tree/4ceb0e9b915a504830fca9be25206a440ca153d2/rules/elasticache",
  "badmintoncryer/cdk-preflight, ap-northeast-1 2026-09-06":
    "https://github.com/badmintoncryer/cdk-preflight/tree/4ceb0e9b915a504830fca9be25206a440ca153d2/rules/elasticache/pf-elasticache-user-access-string",
  "badmintoncryer/cdk-preflight rule.rego, measured 2026-09-06":
    "https://github.com/badmintoncryer/cdk-preflight/tree/4ceb0e9b915a504830fca9be25206a440ca153d2/rules/elasticache/pf-elasticache-user-access-string",
  "pf-elasticache-user-authentication":
    "https://github.com/badmintoncryer/cdk-preflight/tree/4ceb0e9b915a504830fca9be25206a440ca153d2/rules/elasticache/pf-elasticache-user-authentication",
  "pf-elasticache-user-group":
    "https://github.com/badmintoncryer/cdk-preflight/tree/4ceb0e9b915a504830fca9be25206a440ca153d2/rules/elasticache/pf-elasticache-user-group-default-user",
  "badmintoncryer/cdk-preflight 2026-09-06":
    "https://github.com/badmintoncryer/cdk-preflight/tree/4ceb0e9b915a504830fca9be25206a440ca153d2/rules/elasticache/pf-elasticache-user-group-default-user",
  "go-to-k/cdk-real-drift, live reads of 2026-07":
    "https://github.com/go-to-k/cdk-real-drift/tree/8beb3015f3f073ce7f4326b5a635552b8f2670d8/tests/corpus",
  "go-to-k/cdk-real-drift, MemoryDB user":
    "https://github.com/go-to-k/cdk-real-drift/blob/8711da87aa8fd8df3be2d5f6f35b00c180f76879/tests/corpus/AWS__MemoryDB__User.HuntMdbUser.json",
  "HuntEcUserGroup.json":
    "https://github.com/go-to-k/cdk-real-drift/blob/a830f5f24b72fbb2a759755e873db7f24220f038/tests/corpus/AWS__ElastiCache__UserGroup.HuntEcUserGroup.json",
  "case-idents2-min/app.ts":
    "https://github.com/go-to-k/cdk-real-drift/blob/56311767f858de5b65f2e538e35bbaa736512838/tests/integration/case-idents2-min/app.ts",
  "verify-detect.sh":
    "https://github.com/go-to-k/cdk-real-drift/blob/dba675431f300eafc127e91b81f1fc26b357be00/tests/integration/cache-users/verify-detect.sh",
  updateEngine: "https://github.com/hashicorp/terraform-provider-aws/pull/40794",
  TestAccElastiCacheUser_tags:
    "https://github.com/hashicorp/terraform-provider-aws/blob/011e145a982bc8e48c265d66022cb429bf238152/internal/service/elasticache/user_test.go",
  update_password_auth_mode:
    "https://github.com/hashicorp/terraform-provider-aws/blob/011e145a982bc8e48c265d66022cb429bf238152/internal/service/elasticache/user_test.go",
  testAccUserConfig_update:
    "https://github.com/hashicorp/terraform-provider-aws/blob/011e145a982bc8e48c265d66022cb429bf238152/internal/service/elasticache/user_test.go",
  "terraform user_test.go":
    "https://github.com/hashicorp/terraform-provider-aws/blob/011e145a982bc8e48c265d66022cb429bf238152/internal/service/elasticache/user_test.go",
  "terraform test_update":
    "https://github.com/hashicorp/terraform-provider-aws/blob/011e145a982bc8e48c265d66022cb429bf238152/internal/service/elasticache/user_test.go",
  UserGroup_update:
    "https://github.com/hashicorp/terraform-provider-aws/blob/1375c2220f522067d720d1e59786777a87f6a3d2/internal/service/elasticache/user_group_test.go",
  "user_group_test.go":
    "https://github.com/hashicorp/terraform-provider-aws/blob/1375c2220f522067d720d1e59786777a87f6a3d2/internal/service/elasticache/user_group_test.go",
  "user_group_association.go":
    "https://github.com/hashicorp/terraform-provider-aws/blob/8ed1d3846d0535d065f74c051a73d04f2e403317/internal/service/elasticache/user_group_association.go",
  "terraform waitUserDeleted":
    "https://github.com/hashicorp/terraform-provider-aws/blob/01f431114674c27cf790fafb67ac274bf8f765e1/internal/service/elasticache/user.go",
  "ekristen/aws-nuke awsutil":
    "https://github.com/ekristen/aws-nuke/blob/0da813c0f830570b460b85094fbb577b6e190cd4/pkg/awsutil/consts.go",
  "ekristen/aws-nuke resources/elasticache-users.go":
    "https://github.com/ekristen/aws-nuke/blob/0da813c0f830570b460b85094fbb577b6e190cd4/resources/elasticache-users.go",
  "ekristen/aws-nuke, DescribeUsers":
    "https://github.com/ekristen/aws-nuke/blob/0da813c0f830570b460b85094fbb577b6e190cd4/resources/elasticache-users.go",
  "localstack/localstack tests/aws/test_validate.py":
    "https://github.com/localstack/localstack/blob/18426fe2f78ff2f66fd6f112693aaacfd898f87e/tests/aws/test_validate.py",
  "getmoto/moto":
    "https://github.com/getmoto/moto/blob/03f2fafa93b05e9ef4a4075f8ce62af722456aa9/moto/elasticache/responses.py",
  "getmoto/moto test_create_user":
    "https://github.com/getmoto/moto/blob/0b9e928909ea6aff85590ba3fae2c6ecb6a2c84a/tests/test_elasticache/test_elasticache.py",
  "getmoto/moto, multiple password fields":
    "https://github.com/getmoto/moto/blob/0b9e928909ea6aff85590ba3fae2c6ecb6a2c84a/tests/test_elasticache/test_elasticache.py",
  "gravitational/teleport elasticache.go":
    "https://github.com/gravitational/teleport/blob/11a6c4972f1dd3e10f2a025d38f76ed0c37b4f6e/lib/srv/db/cloud/users/elasticache.go",
  "crossplane-contrib/provider-aws, comment":
    "https://github.com/crossplane-contrib/provider-aws/blob/2e68f4e24cd4a24c2520a02f832f3ff7aea68ede/pkg/controller/elasticache/user/setup.go",
  "aws-controllers-k8s/elasticache-controller e2e":
    "https://github.com/aws-controllers-k8s/elasticache-controller/blob/1eb1e1f027546e3da121fef823d05f580ea5d7d3/test/e2e/tests/test_user.py",
  "e2e test_usergroup.py":
    "https://github.com/aws-controllers-k8s/elasticache-controller/blob/40ccbaa4a01b7a1f6a970b7aa4b7d660f13dde8b/test/e2e/tests/test_usergroup.py",
  "open-constructs/aws-cdk-library integration stack":
    "https://github.com/open-constructs/aws-cdk-library/blob/08b9233fe8bccec411d2940932ce0b9318f63845/test/aws-elasticache/integ.elasticache-serverless-cache.ts",
  "vault-plugin acceptance test":
    "https://github.com/hashicorp/vault-plugin-database-redis-elasticache/blob/010732ef979ff0d2f9b41645924741fc1e83feec/redis_elasticache_client_test.go",
};

/** Sources that have no public address, with the reason. */
const unpublished: Readonly<Record<string, string>> = {
  "go-to-k/cdk-real-drift noise.ts": "its state of 2026-08-03 was not found again at a commit",
  "docs/clients.md": "this project's own trial of official SDKs: the page is in this repository",
  "a production Terraform file": "only the text was found, not where it was published",
  "live audit of 2026-10-01": "only the text was found, not where it was published",
  "a live apply": "only the text was found, not where it was published",
  "live applies of 2026-07-27 and 2026-09-23":
    "only the text was found, not where it was published",
  "an ACK condition with request id": "only the text was found, not where it was published",
  "a public configuration": "only the text was found, not where it was published",
  "public configurations in use": "only the text was found, not where it was published",
  "a public apply": "only the text was found, not where it was published",
  "the template of F054": "inferred by this project from another fact: docs/aws-facts.md, F054",
  "the bounds of CreateUser": "inferred by this project from another fact: docs/aws-facts.md, F051",
  "Rule of F1": "a rule of this project: docs/aws-facts.md",
};

const reference = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference";
const commandLine = "https://docs.aws.amazon.com/cli/latest/reference/elasticache";

/** Sources whose address follows from their name. */
const patterns: readonly (readonly [
  RegExp,
  (match: RegExpExecArray, of: OperationName | "any") => string,
])[] = [
  [
    /([\w.-]+\/[\w.-]+) PR (\d+)/,
    ([, repository, number]) => `https://github.com/${repository}/pull/${number}`,
  ],
  [
    /([\w.-]+\/[\w.-]+)#(\d+)/,
    ([, repository, number]) => `https://github.com/${repository}/issues/${number}`,
  ],
  [/\bAPI_\w+/, ([page]) => `${reference}/${page}.html`],
  [/AWS CLI ([a-z]+-[a-z-]+)/, ([, command]) => `${commandLine}/${command}.html`],
  [
    /API Reference, Errors/,
    (_, of) => `${reference}/${of === "any" ? "Welcome" : `API_${of}`}.html`,
  ],
];

/** Where one source can be read, or why it cannot; nothing where its name is not known. */
type Place = { readonly url: string } | { readonly why: string };

const longest = (names: readonly string[], source: string): string | undefined =>
  names.filter((name) => source.includes(name)).toSorted((a, b) => b.length - a.length)[0];

function placeOf(source: string, of: OperationName | "any"): Place | undefined {
  for (const [pattern, address] of patterns) {
    const match = pattern.exec(source);
    if (match !== null) return { url: address(match, of) };
  }
  const name = longest([...Object.keys(addresses), ...Object.keys(unpublished)], source);
  const url = addresses[name ?? ""];
  const why = unpublished[name ?? ""];
  return url === undefined ? (why === undefined ? undefined : { why }) : { url };
}

/** Where the source of a rule can be read: several where it names several, joined by semicolons. */
export function placesOf(source: string, of: OperationName | "any"): readonly Place[] {
  return source.split("; ").flatMap((part) => placeOf(part, of) ?? []);
}

/** The public addresses of a source. */
export const linksOf = (source: string, of: OperationName | "any"): readonly string[] => [
  ...new Set(placesOf(source, of).flatMap((place) => ("url" in place ? [place.url] : []))),
];
