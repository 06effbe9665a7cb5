//! Says the requests of a script to an endpoint, once for each case, and prints what the SDK makes of the answers.

use aws_credential_types::Credentials;
use aws_sdk_elasticache::config::timeout::TimeoutConfig;
use aws_sdk_elasticache::config::{BehaviorVersion, Region};
use aws_sdk_elasticache::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_elasticache::types::{AuthenticationMode, InputAuthenticationType, Tag, User, UserGroup};
use aws_sdk_elasticache::{Client, Config};
use serde_json::{json, Map, Value};
use std::time::Duration;

fn text(input: &Value, name: &str) -> Option<String> {
    input[name].as_str().map(String::from)
}

fn texts(input: &Value, name: &str) -> Option<Vec<String>> {
    let items = input[name].as_array()?;
    Some(items.iter().filter_map(|item| item.as_str().map(String::from)).collect())
}

fn tags(input: &Value) -> Option<Vec<Tag>> {
    let items = input["Tags"].as_array()?;
    Some(
        items
            .iter()
            .map(|tag| Tag::builder().set_key(text(tag, "Key")).set_value(text(tag, "Value")).build())
            .collect(),
    )
}

fn mode(input: &Value) -> Option<AuthenticationMode> {
    let given = input.get("AuthenticationMode")?;
    Some(
        AuthenticationMode::builder()
            .set_type(text(given, "Type").map(|kind| InputAuthenticationType::from(kind.as_str())))
            .set_passwords(texts(given, "Passwords"))
            .build(),
    )
}

/// An object without what is not there.
fn shown(members: Vec<(&str, Value)>) -> Value {
    let there = members.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(there.map(|(name, value)| (name.to_string(), value)).collect::<Map<_, _>>())
}

macro_rules! user {
    ($of:expr) => {
        shown(vec![
            ("UserId", json!($of.user_id())),
            ("UserName", json!($of.user_name())),
            ("Status", json!($of.status())),
            ("Engine", json!($of.engine())),
            ("MinimumEngineVersion", json!($of.minimum_engine_version())),
            ("AccessString", json!($of.access_string())),
            ("UserGroupIds", json!($of.user_group_ids)),
            (
                "Authentication",
                match $of.authentication() {
                    None => Value::Null,
                    Some(one) => shown(vec![
                        ("Type", json!(one.r#type().map(|kind| kind.as_str()))),
                        ("PasswordCount", json!(one.password_count())),
                    ]),
                },
            ),
            ("ARN", json!($of.arn())),
        ])
    };
}

macro_rules! group {
    ($of:expr) => {
        shown(vec![
            ("UserGroupId", json!($of.user_group_id())),
            ("Status", json!($of.status())),
            ("Engine", json!($of.engine())),
            ("UserIds", json!($of.user_ids)),
            ("MinimumEngineVersion", json!($of.minimum_engine_version())),
            (
                "PendingChanges",
                match $of.pending_changes() {
                    None => Value::Null,
                    Some(one) => shown(vec![
                        ("UserIdsToRemove", json!(one.user_ids_to_remove)),
                        ("UserIdsToAdd", json!(one.user_ids_to_add)),
                    ]),
                },
            ),
            ("ReplicationGroups", json!($of.replication_groups)),
            ("ServerlessCaches", json!($of.serverless_caches)),
            ("ARN", json!($of.arn())),
        ])
    };
}

fn users(list: &Option<Vec<User>>) -> Value {
    json!(list.as_ref().map(|all| all.iter().map(|one| user!(one)).collect::<Vec<_>>()))
}

fn groups(list: &Option<Vec<UserGroup>>) -> Value {
    json!(list.as_ref().map(|all| all.iter().map(|one| group!(one)).collect::<Vec<_>>()))
}

fn tag_list(list: &Option<Vec<Tag>>) -> Value {
    let tag = |one: &Tag| shown(vec![("Key", json!(one.key())), ("Value", json!(one.value()))]);
    shown(vec![(
        "TagList",
        json!(list.as_ref().map(|all| all.iter().map(tag).collect::<Vec<_>>())),
    )])
}

/// What went wrong: an error of the service, typed where the class of the operation knows it, or another.
fn failure<E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(error: SdkError<E, R>) -> Value {
    match error {
        SdkError::ServiceError(of_service) => {
            let one = of_service.into_err();
            let debugged = format!("{one:?}");
            json!({ "error": {
                "typed": !debugged.starts_with("Unhandled"),
                "code": one.code(),
                "message": one.message(),
            } })
        }
        _ => json!({ "failed": "exception" }),
    }
}

macro_rules! answered {
    ($sent:expr, $show:expr) => {
        match $sent {
            Ok(output) => json!({ "ok": $show(output) }),
            Err(error) => failure(error),
        }
    };
}

async fn said(client: &Client, request: &Value) -> Value {
    let input = &request["input"];
    if let Some(most) = request["mostPages"].as_u64() {
        return pages(client, input, most).await;
    }
    match request["operation"].as_str().unwrap_or("") {
        "CreateUser" => answered!(
            client
                .create_user()
                .set_user_id(text(input, "UserId"))
                .set_user_name(text(input, "UserName"))
                .set_engine(text(input, "Engine"))
                .set_access_string(text(input, "AccessString"))
                .set_passwords(texts(input, "Passwords"))
                .set_no_password_required(input["NoPasswordRequired"].as_bool())
                .set_authentication_mode(mode(input))
                .set_tags(tags(input))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::create_user::CreateUserOutput| user!(one)
        ),
        "ModifyUser" => answered!(
            client
                .modify_user()
                .set_user_id(text(input, "UserId"))
                .set_access_string(text(input, "AccessString"))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::modify_user::ModifyUserOutput| user!(one)
        ),
        "DeleteUser" => answered!(
            client.delete_user().set_user_id(text(input, "UserId")).send().await,
            |one: aws_sdk_elasticache::operation::delete_user::DeleteUserOutput| user!(one)
        ),
        "DescribeUsers" => answered!(
            client
                .describe_users()
                .set_user_id(text(input, "UserId"))
                .set_engine(text(input, "Engine"))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::describe_users::DescribeUsersOutput| shown(vec![
                ("Marker", json!(one.marker())),
                ("Users", users(&one.users)),
            ])
        ),
        "CreateUserGroup" => answered!(
            client
                .create_user_group()
                .set_user_group_id(text(input, "UserGroupId"))
                .set_engine(text(input, "Engine"))
                .set_user_ids(texts(input, "UserIds"))
                .set_tags(tags(input))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::create_user_group::CreateUserGroupOutput| group!(one)
        ),
        "ModifyUserGroup" => answered!(
            client
                .modify_user_group()
                .set_user_group_id(text(input, "UserGroupId"))
                .set_user_ids_to_add(texts(input, "UserIdsToAdd"))
                .set_user_ids_to_remove(texts(input, "UserIdsToRemove"))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::modify_user_group::ModifyUserGroupOutput| group!(one)
        ),
        "DescribeUserGroups" => answered!(
            client.describe_user_groups().set_user_group_id(text(input, "UserGroupId")).send().await,
            |one: aws_sdk_elasticache::operation::describe_user_groups::DescribeUserGroupsOutput| shown(
                vec![("Marker", json!(one.marker())), ("UserGroups", groups(&one.user_groups))]
            )
        ),
        "DeleteUserGroup" => answered!(
            client.delete_user_group().set_user_group_id(text(input, "UserGroupId")).send().await,
            |one: aws_sdk_elasticache::operation::delete_user_group::DeleteUserGroupOutput| group!(one)
        ),
        "ListTagsForResource" => answered!(
            client.list_tags_for_resource().set_resource_name(text(input, "ResourceName")).send().await,
            |one: aws_sdk_elasticache::operation::list_tags_for_resource::ListTagsForResourceOutput| {
                tag_list(&one.tag_list)
            }
        ),
        "AddTagsToResource" => answered!(
            client
                .add_tags_to_resource()
                .set_resource_name(text(input, "ResourceName"))
                .set_tags(tags(input))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::add_tags_to_resource::AddTagsToResourceOutput| {
                tag_list(&one.tag_list)
            }
        ),
        "RemoveTagsFromResource" => answered!(
            client
                .remove_tags_from_resource()
                .set_resource_name(text(input, "ResourceName"))
                .set_tag_keys(texts(input, "TagKeys"))
                .send()
                .await,
            |one: aws_sdk_elasticache::operation::remove_tags_from_resource::RemoveTagsFromResourceOutput| {
                tag_list(&one.tag_list)
            }
        ),
        other => panic!("no such operation: {other}"),
    }
}

async fn pages(client: &Client, input: &Value, most: u64) -> Value {
    let size = input["MaxRecords"].as_i64().map(|size| size as i32);
    let mut stream = client.describe_users().set_max_records(size).into_paginator().send();
    let mut ids: Vec<String> = vec![];
    let mut count = 0;
    while let Some(page) = stream.next().await {
        if count == most {
            return json!({ "failed": "endless" });
        }
        count += 1;
        match page {
            Ok(one) => ids.extend(one.users().iter().map(|user| user.user_id().unwrap_or("").to_string())),
            Err(error) => return failure(error),
        }
    }
    json!({ "ok": { "ids": ids } })
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let path = std::env::args().nth(1).expect("the path of a script");
    let script: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("a script")).expect("JSON");
    for name in script["cases"].as_array().expect("cases") {
        let name = name.as_str().expect("a name");
        let client = Client::from_conf(
            Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("us-east-1"))
                .endpoint_url(script["endpoint"].as_str().expect("an endpoint"))
                .credentials_provider(Credentials::from_keys(name, "none", None))
                .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(6)).build())
                .build(),
        );
        let mut answers = vec![];
        for request in script["requests"].as_array().expect("requests") {
            answers.push(said(&client, request).await);
        }
        println!("{}", json!({ "case": name, "answers": answers }));
    }
}
