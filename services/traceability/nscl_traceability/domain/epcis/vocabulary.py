"""The words of the Core Business Vocabulary 2.0, as a JSON document writes them."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BIZ_STEPS = _words(
    """
    accepting arriving assembling collecting commissioning consigning
    creating_class_instance cycle_counting decommissioning departing destroying
    disassembling dispensing encoding entering_exiting holding inspecting installing
    killing loading other packing picking receiving removing repackaging repairing
    replacing reserving retail_selling sampling sensor_reporting shipping
    staging_outbound stock_taking stocking storing transporting unloading unpacking
    void_shipping
    """
)
DISPOSITIONS = _words(
    """
    active available completeness_inferred completeness_verified conformant
    container_closed container_open damaged destroyed dispensed disposed encoded expired
    in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity
    needs_replacement no_pedigree_match non_conformant non_sellable_other
    partially_dispensed recalled reserved retail_sold returned sellable_accessible
    sellable_not_accessible stolen unavailable unknown
    """
)
BIZ_TRANSACTIONS = _words(
    """
    bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
    """
)
PARTIES = _words(
    """
    location owning_party possessing_party
    """
)
ERROR_REASONS = _words(
    """
    did_not_occur incorrect_data
    """
)
COMPONENTS = _words(
    """
    altitude axial_distance azimuth easting elevation_angle height latitude longitude
    northing polar_angle spherical_radius x y z
    """
)
ALERTS = _words(
    """
    ALARM_CONDITION ERROR_CONDITION
    """
)
MEASUREMENTS = _words(
    """
    AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude
    AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration
    AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count
    Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
    ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy
    Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length
    LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
    MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
    MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume
    Power Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity
    Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension
    Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux
    Wavenumber
    """
)
ACTIONS = _words("ADD DELETE OBSERVE")
EVENT_TYPES = (
    "ObjectEvent",
    "AggregationEvent",
    "TransactionEvent",
    "TransformationEvent",
    "AssociationEvent",
)

# where the expanded form of a word lives; documents carry the word alone
CBV = "https://ref.gs1.org/cbv/"
VOC = "https://gs1.org/voc/"
EXPANDED = {
    "bizStep": (BIZ_STEPS, f"{CBV}BizStep-"),
    "disposition": (DISPOSITIONS, f"{CBV}Disp-"),
    "bizTransaction": (BIZ_TRANSACTIONS, f"{CBV}BTT-"),
    "party": (PARTIES, f"{CBV}SDT-"),
    "reason": (ERROR_REASONS, f"{CBV}ER-"),
    "component": (COMPONENTS, f"{CBV}Comp-"),
    "alert": (ALERTS, VOC),
    "measurement": (MEASUREMENTS, VOC),
}
_SPELLINGS = {
    "bizStep": ("urn:epcglobal:cbv:bizstep:", "https://ns.gs1.org/cbv/BizStep-"),
    "disposition": ("urn:epcglobal:cbv:disp:", "https://ns.gs1.org/cbv/Disp-"),
    "bizTransaction": ("urn:epcglobal:cbv:btt:", "https://ns.gs1.org/cbv/BTT-"),
    "party": ("urn:epcglobal:cbv:sdt:", "https://ns.gs1.org/cbv/SDT-"),
    "reason": ("urn:epcglobal:cbv:er:", "https://ns.gs1.org/cbv/ER-"),
}


def expanded(kind: str, word: str) -> str:
    """Return the web address of a word of the vocabulary, or ``word`` where it is none."""
    words, prefix = EXPANDED[kind]
    return prefix + word if word in words else word


def bare(kind: str, term: str) -> str:
    """Return a word as documents write it, whichever way a query spells it."""
    for prefix in (EXPANDED[kind][1], *_SPELLINGS.get(kind, ())):
        if term.startswith(prefix):
            return term.removeprefix(prefix)
    return term
