package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.SDLDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.errors.SchemaProblem;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The Admin API's own schema of 2026-10, trimmed to the types we use, and what Shopify reckons questions to cost. */
final class AdminSchema {
    /** Told with the object they belong to, at no cost; the answers of {@code OrderTracking.graphql} show it. */
    private static final Set<String> FREE = Set.of("MoneyBag", "MoneyV2", "PageInfo");

    private static final GraphQLSchema SCHEMA = schema();

    private AdminSchema() {}

    static List<ValidationError> errors(String text) {
        return new Validator().validateDocument(SCHEMA, new Parser().parseDocument(text), Locale.ROOT);
    }

    /** What webhooks may be subscribed to. */
    static List<String> topics() {
        return ((GraphQLEnumType) SCHEMA.getType("WebhookSubscriptionTopic"))
                .getValues().stream().map(GraphQLEnumValueDefinition::getName).toList();
    }

    /**
     * The points that are taken off the bucket before the document runs: 1 for an object, 10 for a mutation, and for a
     * connection 2 and its rows by the logarithm of how many may come.
     *
     * @see <a href="https://shopify.dev/docs/api/usage/limits">Shopify API limits</a>; the logarithm was told by
     *     Shopify's staff at community.shopify.dev/t/24364
     */
    static int cost(String text, Map<String, Integer> variables) {
        Document document = new Parser().parseDocument(text);
        OperationDefinition operation =
                document.getDefinitionsOfType(OperationDefinition.class).get(0);
        return operation.getOperation() == OperationDefinition.Operation.MUTATION
                ? 10 * operation.getSelectionSet().getSelections().size()
                : new Reckoning(document, variables).cost(operation.getSelectionSet(), SCHEMA.getQueryType());
    }

    private record Reckoning(Document document, Map<String, Integer> variables) {
        int cost(SelectionSet selections, GraphQLFieldsContainer type) {
            int cost = 0;
            for (Selection<?> selection : selections.getSelections()) {
                if (selection instanceof Field field) {
                    cost += cost(field, type.getFieldDefinition(field.getName()));
                } else if (selection instanceof FragmentSpread spread) {
                    cost += cost(fragment(spread.getName()).getSelectionSet(), type);
                }
            }
            return cost;
        }

        private int cost(Field field, GraphQLFieldDefinition definition) {
            GraphQLType returned = GraphQLTypeUtil.unwrapAll(definition.getType());
            if (!(returned instanceof GraphQLFieldsContainer object)) {
                return 0;
            }
            int within = cost(field.getSelectionSet(), object);
            if (object.getName().endsWith("Connection")) {
                int rows = (int) (2 * Math.log(Math.max(2, first(field))));
                return 2 + rows * within;
            }
            return FREE.contains(object.getName()) ? within : 1 + within;
        }

        private int first(Field field) {
            Value<?> value = field.getArguments().stream()
                    .filter(argument -> argument.getName().equals("first"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            return value instanceof VariableReference variable
                    ? variables.get(variable.getName())
                    : ((IntValue) value).getValue().intValue();
        }

        private FragmentDefinition fragment(String name) {
            return document.getDefinitionsOfType(FragmentDefinition.class).stream()
                    .filter(fragment -> fragment.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static GraphQLSchema schema() throws SchemaProblem {
        Map<String, Object> introspection;
        try {
            introspection = Answers.JSON.readValue(
                    Fixture.json("admin_2026-10.trimmed.json").path("data").toString(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        TypeDefinitionRegistry types = new TypeDefinitionRegistry();
        new IntrospectionResultToSchema()
                .createSchemaDefinition(introspection)
                .getDefinitions()
                .forEach(definition -> types.add((SDLDefinition<?>) definition));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        Set.of("CountryCode", "DateTime", "Decimal", "URL", "UnsignedInt64").stream()
                .filter(name -> types.scalars().containsKey(name))
                .forEach(name -> wiring.scalar(GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(graphql.Scalars.GraphQLString.getCoercing())
                        .build()));
        return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
    }
}
