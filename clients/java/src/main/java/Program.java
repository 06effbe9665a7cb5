import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeUsersRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeUsersResponse;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Says the requests of a script to an endpoint, once for each case, and prints what the SDK makes of the answers. */
public final class Program {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    JsonNode script = JSON.readTree(new File(arguments[0]));
    for (JsonNode name : script.get("cases")) {
      try (ElastiCacheClient client = clientFor(script.get("endpoint").asText(), name.asText())) {
        List<Object> answers = new ArrayList<>();
        for (JsonNode request : script.get("requests")) answers.add(said(client, request));
        System.out.println(
            JSON.writeValueAsString(Map.of("case", name.asText(), "answers", answers)));
      }
    }
  }

  private static ElastiCacheClient clientFor(String endpoint, String name) {
    return ElastiCacheClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(endpoint))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(name, "none")))
        .overrideConfiguration(options -> options.apiCallAttemptTimeout(Duration.ofSeconds(6)))
        .build();
  }

  private static Object said(ElastiCacheClient client, JsonNode request) throws Exception {
    try {
      return request.has("mostPages") ? pages(client, request) : called(client, request);
    } catch (ElastiCacheException error) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("typed", error.getClass() != ElastiCacheException.class);
      told.put("code", error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorCode());
      told.put("message", error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorMessage());
      return Map.of("error", told);
    } catch (RuntimeException error) {
      return Map.of("failed", "exception");
    }
  }

  private static Object called(ElastiCacheClient client, JsonNode request) throws Exception {
    String operation = request.get("operation").asText();
    Class<?> type =
        Class.forName("software.amazon.awssdk.services.elasticache.model." + operation + "Request");
    Method method =
        ElastiCacheClient.class.getMethod(
            Character.toLowerCase(operation.charAt(0)) + operation.substring(1), type);
    SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
    fill(builder, request.get("input"));
    try {
      return Map.of("ok", shown((SdkPojo) method.invoke(client, ((SdkBuilder<?, ?>) builder).build())));
    } catch (InvocationTargetException error) {
      if (error.getCause() instanceof RuntimeException cause) throw cause;
      throw error;
    }
  }

  private static Object pages(ElastiCacheClient client, JsonNode request) {
    List<String> ids = new ArrayList<>();
    int count = 0;
    DescribeUsersRequest asked =
        DescribeUsersRequest.builder().maxRecords(request.get("input").get("MaxRecords").asInt()).build();
    for (DescribeUsersResponse page : client.describeUsersPaginator(asked)) {
      if (count++ == request.get("mostPages").asInt()) return Map.of("failed", "endless");
      page.users().forEach(user -> ids.add(user.userId()));
    }
    return Map.of("ok", Map.of("ids", ids));
  }

  /** Sets the members of a builder, by the names that the API model gives them. */
  private static void fill(SdkPojo builder, JsonNode input) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode value = input.get(field.memberName());
      if (value != null) field.set(builder, read(field, value));
    }
  }

  private static Object read(SdkField<?> field, JsonNode value) {
    if (field.marshallingType() == MarshallingType.LIST) {
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> items = new ArrayList<>();
      value.forEach(item -> items.add(read(member, item)));
      return items;
    }
    if (field.marshallingType() == MarshallingType.SDK_POJO) {
      SdkPojo builder = field.constructor().get();
      fill(builder, value);
      return ((SdkBuilder<?, ?>) builder).build();
    }
    if (field.marshallingType() == MarshallingType.INTEGER) return value.asInt();
    if (field.marshallingType() == MarshallingType.BOOLEAN) return value.asBoolean();
    return value.asText();
  }

  private static Object shown(Object value) {
    if (value instanceof SdkPojo pojo) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (SdkField<?> field : pojo.sdkFields()) {
        Object member = field.getValueOrDefault(pojo);
        if (member != null && !(member instanceof SdkAutoConstructList))
          members.put(field.memberName(), shown(member));
      }
      return members;
    }
    if (value instanceof Collection<?> items) return items.stream().map(Program::shown).toList();
    return value;
  }
}
