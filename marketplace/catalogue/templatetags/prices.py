"""Owns the names under which the market's pages load the filters of core: rupiah, pieces, weight."""

from django import template

from core.templatetags import numerals

register = template.Library()
register.filter("rupiah", numerals.rupiah)
register.filter("pieces", numerals.count)
register.filter("weight", numerals.weight)
