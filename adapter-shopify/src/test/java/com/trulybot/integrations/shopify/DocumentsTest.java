package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.errors.SchemaProblem;
import graphql.validation.Validator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the Admin API's own schema of 2026-10, trimmed to the types we use. */
class DocumentsTest {
    private static final GraphQLSchema SCHEMA = schema();

    @ParameterizedTest
    @ValueSource(strings = {Documents.SHOP, Documents.OLDEST_ORDER, Documents.ORDER_BY_ID, Documents.ORDERS_BY_SEARCH})
    void aDocumentOfOursIsValid(String document) {
        assertThat(new Validator().validateDocument(SCHEMA, new Parser().parseDocument(document), Locale.ROOT))
                .isEmpty();
    }

    @Test
    void aFieldThatShopifyDoesNotHaveWouldBeNoticed() {
        assertThat(new Validator()
                        .validateDocument(
                                SCHEMA,
                                new Parser().parseDocument("{ orders(first: 1) { nodes { orderNumber } } }"),
                                Locale.ROOT))
                .hasSize(1);
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
                .forEach(definition -> types.add((graphql.language.SDLDefinition<?>) definition));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        Set.of("CountryCode", "DateTime", "Decimal", "URL", "UnsignedInt64").stream()
                .filter(name -> types.scalars().containsKey(name))
                .forEach(name -> wiring.scalar(graphql.schema.GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(graphql.Scalars.GraphQLString.getCoercing())
                        .build()));
        return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
    }
}
