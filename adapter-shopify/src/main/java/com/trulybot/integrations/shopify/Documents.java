package com.trulybot.integrations.shopify;

/**
 * What we ask GraphQL for. Each document is checked against the Admin API's schema in a test. Of what may be denied for
 * want of an approval or a scope (e-mail, customer, addresses), only nullable fields are asked for: then a denial costs
 * that field and not the order.
 */
final class Documents {
    /** Lines read with each order of a search; {@link #MANY_LINES} where it turns out to have more. */
    static final int SOME_LINES = 30;

    /** The most that one page can hold. */
    static final int MANY_LINES = 250;

    private static final String ORDER = """
            fragment Money on MoneyBag { presentmentMoney { amount currencyCode } }
            fragment WhatWeTell on Order {
              id
              legacyResourceId
              name
              email
              phone
              createdAt
              updatedAt
              cancelledAt
              displayFinancialStatus
              displayFulfillmentStatus
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
              shippingLines(first: 3) {
                nodes { originalPriceSet { ...Money } discountedPriceSet { ...Money } }
              }
              refunds(first: 10) { createdAt totalRefundedSet { ...Money } }
              lineItems(first: $lines) {
                nodes {
                  name
                  sku
                  quantity
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

    static final String ORDERS_BY_SEARCH = """
            query OrdersBySearch($q: String!, $first: Int!, $lines: Int!) {
              orders(first: $first, query: $q, sortKey: CREATED_AT, reverse: true) {
                nodes { ...WhatWeTell }
              }
            }
            """ + ORDER;

    static final String ORDER_BY_ID = """
            query OrderById($id: ID!, $lines: Int!) {
              order(id: $id) { ...WhatWeTell }
            }
            """ + ORDER;

    static final String OLDEST_ORDER = """
            query OldestOrder {
              orders(first: 1, sortKey: CREATED_AT) {
                nodes { id name email createdAt }
              }
            }
            """;

    static final String SHOP = """
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
            """;

    private Documents() {}
}
