/** Sources that many clauses name (docs/aws-facts.md says what each is). */
export const model = "API model 2015-02-02, botocore elasticache service-2.json";
export const rbac = "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide";
export const taggingGuide = "Tagging your ElastiCache resources, Amazon ElastiCache User Guide";
export const paginators = "botocore paginators-1.json";
export const drift = "go-to-k/cdk-real-drift, live reads of 2026-07";
/** What the official SDKs do with answers of other forms: `npm run clients` finds it out. */
export const clients = "docs/clients.md";
