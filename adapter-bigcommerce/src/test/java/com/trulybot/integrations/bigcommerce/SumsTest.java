package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Totals;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static Totals totals(JsonNode order) {
        Totals totals = Sums.of(order).in("USD", BigDecimal.ZERO);
        Money parts =
                totals.subtotal().minus(totals.discount()).plus(totals.fees()).plus(totals.shipping());
        Money sum = totals.taxIncluded() ? parts : parts.plus(totals.tax());
        assertThat(sum.amount()).isEqualByComparingTo(totals.total().amount());
        return totals;
    }

    private static ObjectNode order(String figures) {
        return (ObjectNode) Json.parse(figures.replace('\'', '"'));
    }

    @Test
    void bothKindsOfDiscountOfTheDocumentedOrderAreTakenOff() {
        // 67.84 + 12.00 - 5.00 - 5.00 = 69.84, with tax in all of them though prices are kept without.
        Totals totals = totals(Documented.order218());

        assertThat(totals.taxIncluded()).isTrue();
        assertThat(totals.subtotal().amount()).isEqualByComparingTo("67.84");
        assertThat(totals.discount().amount()).isEqualByComparingTo("10");
        assertThat(totals.shipping().amount()).isEqualByComparingTo("12");
        assertThat(totals.tax().amount()).isEqualByComparingTo("5.31");
        assertThat(totals.total().amount()).isEqualByComparingTo("69.84");
    }

    @Test
    void pricesKeptWithoutTaxAreToldWithoutTax() {
        Totals totals = totals(Documented.order(247));

        assertThat(totals.taxIncluded()).isFalse();
        assertThat(totals.subtotal().amount()).isEqualByComparingTo("924.47");
        assertThat(totals.shipping().amount()).isEqualByComparingTo("7.39");
        assertThat(totals.tax().amount()).isEqualByComparingTo("76.88");
        assertThat(totals.discount().isZero()).isTrue();
    }

    @Test
    void aDiscountWithoutTaxComesOutAmongPricesWithoutTax() {
        Totals totals = totals(order("{'is_tax_inclusive_pricing':false,'subtotal_ex_tax':'100.0000',"
                + "'subtotal_inc_tax':'108.2500','coupon_discount':'10.0000','total_tax':'7.4300',"
                + "'total_ex_tax':'90.0000','total_inc_tax':'97.4300'}"));

        assertThat(totals.taxIncluded()).isFalse();
        assertThat(totals.discount().amount()).isEqualByComparingTo("10");
    }

    @Test
    void giftWrappingHandlingAndFeesAreFees() {
        String order = "{'is_tax_inclusive_pricing':%s,'subtotal_ex_tax':'100','subtotal_inc_tax':'119',"
                + "'shipping_cost_ex_tax':'5','shipping_cost_inc_tax':'5.95',"
                + "'handling_cost_ex_tax':'2','handling_cost_inc_tax':'2.38',"
                + "'wrapping_cost_ex_tax':'3','wrapping_cost_inc_tax':'3.57',"
                + "'fees':[{'cost_ex_tax':8.5,'cost_inc_tax':10.12},{'cost_exc_tax':'1','cost_inc_tax':'1.19'}],"
                + "'total_tax':'22.71','total_inc_tax':'142.21'}";
        Totals without = totals(order(order.formatted("false")));
        Totals with = totals(order(order.formatted("true")));

        assertThat(without.fees().amount()).isEqualByComparingTo("14.5");
        assertThat(without.discount().isZero()).isTrue();
        assertThat(with.fees().amount()).isEqualByComparingTo("17.26");
        assertThat(with.taxIncluded()).isTrue();
        assertThat(with.discount().isZero()).isTrue();
    }

    @Test
    void feesThatAreOnlyALinkAreFoundInTheSum() {
        Totals totals = totals(order("{'subtotal_ex_tax':'100','total_tax':'0','total_inc_tax':'108.50',"
                + "'fees':{'url':'https://api.bigcommerce.com/stores/abc123/v2/orders/1/fees'}}"));

        assertThat(totals.fees().amount()).isEqualByComparingTo("8.50");
        assertThat(totals.discount().isZero()).isTrue();
    }

    @Test
    void whatNoFigureTellsIsTakenForADiscountSoThatTheSumHolds() {
        Totals totals = totals(
                order("{'subtotal_ex_tax':'100','discount_amount':'5','total_tax':'0'," + "'total_inc_tax':'80'}"));

        assertThat(totals.discount().amount()).isEqualByComparingTo("20");
    }

    @Test
    void roundingIsNoReasonToDoubtTheKindOfPrices() {
        Totals totals = totals(order("{'is_tax_inclusive_pricing':true,'subtotal_inc_tax':'9.9950',"
                + "'subtotal_ex_tax':'8.3992','total_tax':'1.60','total_inc_tax':'10.00'}"));

        assertThat(totals.taxIncluded()).isTrue();
    }

    @Test
    void figuresMayBeTextDecimalsOrWholeNumbers() {
        Totals totals = totals(order("{'subtotal_ex_tax':100,'shipping_cost_ex_tax':4.5,'total_tax':'0.0000',"
                + "'total_inc_tax':'104.5000'}"));

        assertThat(totals.subtotal().amount()).isEqualByComparingTo("100");
        assertThat(totals.shipping().amount()).isEqualByComparingTo("4.5");
    }

    @Test
    void figuresOfASizeThatNoPriceHasAreLeftOut() {
        Totals totals = totals(order("{'subtotal_ex_tax':1e999999999,'total_inc_tax':'1E9','total_tax':'much'}"));

        assertThat(totals.total().isZero()).isTrue();
        assertThat(totals.subtotal().isZero()).isTrue();
    }
}
