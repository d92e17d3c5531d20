"""All restaurants."""

from app.demo.data.dining import north, oman, parkside, saffron
from app.demo.data.dining.kinds import BranchData

BRANCHES: tuple[BranchData, ...] = (
    oman.MUTRAH,
    oman.JUMEIRAH,
    parkside.DOWNTOWN,
    parkside.OLAYA,
    parkside.JEDDAH,
    parkside.LAWN,
    saffron.DUBAI,
    saffron.ABU_DHABI,
    north.BAHRAIN,
    north.KUWAIT,
    north.SHOREDITCH,
    north.DOHA,
    north.PECKHAM,
)
