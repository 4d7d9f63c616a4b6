"""Administrative units of Viet Nam, each valid from a day to a day.

District level until 2025-06-30, communes under provinces since.  A code alone
names nothing: "91" was Kiên Giang and is An Giang.  ``data/SOURCE.json`` says
where the tables are from; ``make units`` writes them anew.
"""

from nscl_shared.units.lookup import (
    children,
    find,
    path,
    path_name,
    predecessors,
    province_of,
    successors,
    unit_on,
)
from nscl_shared.units.names import same_name
from nscl_shared.units.places import apart_km, place_of
from nscl_shared.units.table import FIRST_DAY_OF_COMMUNES, Level, Succession, Unit

__all__ = [
    "FIRST_DAY_OF_COMMUNES",
    "Level",
    "Succession",
    "Unit",
    "apart_km",
    "children",
    "find",
    "path",
    "path_name",
    "place_of",
    "predecessors",
    "province_of",
    "same_name",
    "successors",
    "unit_on",
]
