package com.trulybot.integrations.shopify;

import java.util.List;

/**
 * What we ask GraphQL for. Each document is checked against the Admin API's schema in a test. Of what may be denied for
 * want of an approval or a scope (e-mail, customer, addresses), only nullable fields are asked for: then a denial costs
 * that field and not the order.
 */
final class Documents {
    /** Lines read with each order of a search; {@link #MANY_LINES} where it turns out to have more. */
    static final int SOME_LINES = 10;

    /** The most that one page can hold. */
    static final int MANY_LINES = 250;

    /** Orders that a search may not know yet, since its index lags behind by seconds. */
    private static final int NEWEST = 5;

    private static final String ORDER = """
            fragment Money on MoneyBag { presentmentMoney { amount currencyCode } }
            fragment WhatWeTell on Order {
              id
              legacyResourceId
              name
              confirmationNumber
              email
              phone
              createdAt
              updatedAt
              cancelledAt
              displayFinancialStatus
              displayFulfillmentStatus
              returnStatus
              requiresShipping
              sourceName
              currencyCode
              presentmentCurrencyCode
              taxesIncluded
              dutiesIncluded
              subtotalPriceSet { ...Money }
              totalDiscountsSet { ...Money }
              totalTaxSet { ...Money }
              totalTipReceivedSet { ...Money }
              originalTotalDutiesSet { ...Money }
              originalTotalAdditionalFeesSet { ...Money }
              totalPriceSet { ...Money }
              totalRefundedSet { ...Money }
              currentTotalDiscountsSet { ...Money }
              currentTotalDutiesSet { ...Money }
              currentTotalAdditionalFeesSet { ...Money }
              currentTotalTaxSet { ...Money }
              currentTotalPriceSet { ...Money }
              shippingLines(first: 3) {
                nodes { originalPriceSet { ...Money } discountedPriceSet { ...Money } }
              }
              refunds(first: 10) { createdAt totalRefundedSet { ...Money } }
              lineItems(first: $lines) {
                nodes {
                  name
                  sku
                  quantity
                  currentQuantity
                  unfulfilledQuantity
                  image { url }
                  originalTotalSet { ...Money }
                  discountAllocations { allocatedAmountSet { ...Money } }
                }
                pageInfo { hasNextPage }
              }
              fulfillments(first: 10) {
                status
                displayStatus
                createdAt
                estimatedDeliveryAt
                deliveredAt
                trackingInfo(first: 5) { company number url }
              }
              customer { firstName lastName }
              billingAddress { name phone zip }
              shippingAddress { name company address1 address2 city province zip countryCodeV2 }
            }
            """;

    static final Document ORDERS_BY_SEARCH = new Document(152, """
            query OrdersBySearch($q: String!, $first: Int!, $lines: Int!) {
              orders(first: $first, query: $q, sortKey: CREATED_AT, reverse: true) {
                nodes { ...WhatWeTell }
              }
            }
            """ + ORDER);

    static final Document ORDER_BY_ID = new Document(46, """
            query OrderById($id: ID!, $lines: Int!) {
              order(id: $id) { ...WhatWeTell }
            }
            """ + ORDER);

    static final Document OLDEST_ORDER = new Document(3, """
            query OldestOrder {
              orders(first: 1, sortKey: CREATED_AT) {
                nodes { id name email createdAt }
              }
            }
            """);

    /** Both ends of what we may see. Without a search, no index has to know them. */
    static final Document OLDEST_AND_NEWEST = new Document(80, """
            query OldestAndNewest($newest: Int = %d, $lines: Int!) {
              orders(first: 1, sortKey: CREATED_AT) {
                nodes { id name email createdAt }
              }
              newest: orders(first: $newest, sortKey: CREATED_AT, reverse: true) {
                nodes { ...WhatWeTell }
              }
            }
            """.formatted(NEWEST) + ORDER);

    static final Document SHOP = new Document(3, """
            query Shop {
              shop {
                name
                email
                currencyCode
                orderNumberFormatPrefix
                orderNumberFormatSuffix
              }
              currentAppInstallation { accessScopes { handle } }
            }
            """);

    /** Where the shop's visitors see it. */
    static final Document STOREFRONT = new Document(2, """
            query Storefront {
              shop { primaryDomain { url } }
            }
            """);

    static final Document WEBHOOKS = new Document(13, """
            query Webhooks {
              webhookSubscriptions(first: 250) {
                nodes { id topic uri }
              }
            }
            """);

    static final Document CREATE_WEBHOOK = new Document(10, """
            mutation CreateWebhook($topic: WebhookSubscriptionTopic!, $uri: String!) {
              webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri, format: JSON}) {
                webhookSubscription { id topic }
                userErrors { field message }
              }
            }
            """);

    static final Document DELETE_WEBHOOK = new Document(10, """
            mutation DeleteWebhook($id: ID!) {
              webhookSubscriptionDelete(id: $id) {
                deletedWebhookSubscriptionId
                userErrors { field message }
              }
            }
            """);

    static final Document SCRIPT_TAGS = new Document(13, """
            query ScriptTags {
              scriptTags(first: 250) {
                nodes { id src }
              }
            }
            """);

    static final Document DELETE_SCRIPT_TAG = new Document(10, """
            mutation DeleteScriptTag($id: ID!) {
              scriptTagDelete(id: $id) {
                deletedScriptTagId
                userErrors { field message }
              }
            }
            """);

    /** What our app keeps with its installation, which only it may write and its theme extension reads. */
    static final Document WIDGET = new Document(3, """
            query Widget {
              currentAppInstallation {
                id
                user: metafield(namespace: "trulybot", key: "user") { value }
                loader: metafield(namespace: "trulybot", key: "loader") { value }
              }
            }
            """);

    static final Document SET_WIDGET = new Document(10, """
            mutation SetWidget($metafields: [MetafieldsSetInput!]!) {
              metafieldsSet(metafields: $metafields) {
                metafields { key }
                userErrors { field message }
              }
            }
            """);

    static final Document CLEAR_WIDGET = new Document(10, """
            mutation ClearWidget($metafields: [MetafieldIdentifierInput!]!) {
              metafieldsDelete(metafields: $metafields) {
                deletedMetafields { key }
                userErrors { field message }
              }
            }
            """);

    /** All of them, for the test against the schema. */
    static final List<Document> ALL = List.of(
            ORDERS_BY_SEARCH,
            ORDER_BY_ID,
            OLDEST_ORDER,
            OLDEST_AND_NEWEST,
            SHOP,
            STOREFRONT,
            WEBHOOKS,
            CREATE_WEBHOOK,
            DELETE_WEBHOOK,
            SCRIPT_TAGS,
            DELETE_SCRIPT_TAG,
            WIDGET,
            SET_WIDGET,
            CLEAR_WIDGET);

    private Documents() {}
}
