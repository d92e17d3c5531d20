"""The catalogue by the document's own examples."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.services import platforms, search
from tests.factories import make_category, make_product
from tests.integration.api.commerce.conftest import PRODUCT, Shop
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

PRODUCT_SAMPLE: dict[str, Any] = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "name": "Premium Product",
    "description": "High-quality product description",
    "slug": "premium-product",
    "sku": "PROD-001",
    "price": 99.99,
    "compareAtPrice": 129.99,
    "discountPercentage": 23.08,
    "stockQuantity": 50,
    "isActive": True,
    "isFeatured": True,
    "requiresShipping": True,
    "installationAvailable": False,
    "installationCharge": None,
    "isMerchant": False,
    "availableForPickup": True,
    "availableForDelivery": True,
    "minDeliveryDays": 3,
    "maxDeliveryDays": 7,
    "images": ["https://storage.example/product1.jpg", "https://storage.example/product2.jpg"],
    "productCategoryId": 1,
    "productSubcategoryId": 5,
    "brandId": "550e8400-e29b-41d4-a716-446655440001",
    "businessId": "550e8400-e29b-41d4-a716-446655440002",
    "platformId": "550e8400-e29b-41d4-a716-446655440003",
    "productCategory": {"id": 1, "name": "Electronics", "slug": "electronics"},
    "brand": {"id": "550e8400-e29b-41d4-a716-446655440001", "name": "Brand Name"},
    "averageRating": 4.5,
    "totalRatings": 120,
    "totalReviews": 85,
}
CATEGORY_SAMPLE: dict[str, Any] = {
    "id": 1,
    "name": "Electronics",
    "description": "Electronic products and accessories",
    "slug": "electronics",
    "iconUrl": "https://storage.example/electronics-icon.png",
    "displayOrder": 1,
    "isActive": True,
    "isFeatured": True,
    "metaTitle": "Electronics",
    "metaDescription": "Browse electronic products",
    "subcategories": [
        {"id": 5, "productCategoryId": 1, "name": "Smartphones", "slug": "smartphones", "isActive": True}
    ],
}


def replied(message: str, data: object) -> dict[str, object]:
    return {"success": True, "message": message, "data": data}


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json["data"]]


@pytest.fixture
def stocked(shop: Shop, session: Session) -> Shop:
    """Three products more, in the index."""
    for number, (name, price) in enumerate((("Gaming Laptop", 129_999), ("Basic Laptop", 49_999), ("Kettle", 1_500))):
        product = make_product(
            session,
            platform=shop.platform,
            category=shop.category,
            name_en=name,
            description_en=f"{name} for every day",
            price_minor=price,
            sold_count=number,
        )
        search.index_product(session, product)
    search.index_product(session, shop.product)
    platforms.touch_catalog(session, shop.platform.id)
    session.commit()
    return shop


def test_list_products(commerce: Family, shop: Shop) -> None:
    answer = commerce.get("/api/CustomerProuct", query={"pageNumber": 1, "pageSize": 20})

    assert answer.status == 200
    same_shape(replied("Products retrieved successfully", [PRODUCT_SAMPLE]), answer.json)
    assert answer.json["message"] == "Products retrieved successfully"
    assert answer.json["data"][0] == PRODUCT_SAMPLE | {
        "images": [
            "http://localhost/media/products/premium-1.svg",
            "http://localhost/media/products/premium-2.svg",
        ],
        "productCategoryId": shop.category.id,
        "productSubcategoryId": shop.subcategory.id,
        "brandId": str(shop.maker.uuid),
        "businessId": str(shop.business.uuid),
        "platformId": str(shop.platform.uuid),
        "productCategory": {"id": shop.category.id, "name": "Electronics", "slug": "electronics"},
        "brand": {"id": str(shop.maker.uuid), "name": "Premium Brand"},
        "averageRating": 5.0,
        "totalRatings": 1,
        "totalReviews": 1,
    }


@pytest.mark.usefixtures("stocked")
def test_list_products_costs_the_same_for_one_and_many(commerce: Family) -> None:
    commerce.get("/api/CustomerProuct")
    with count_statements() as one:
        commerce.get("/api/CustomerProuct", query={"pageSize": 1})
    with count_statements() as many:
        commerce.get("/api/CustomerProuct", query={"pageSize": 4})

    assert len(one) == len(many) <= 4, many


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Basic Laptop", "Gaming Laptop", "Kettle", "Premium Product"]),
        ({"sortOrder": "desc"}, ["Premium Product", "Kettle", "Gaming Laptop", "Basic Laptop"]),
        ({"sortBy": "price"}, ["Kettle", "Premium Product", "Basic Laptop", "Gaming Laptop"]),
        ({"sortBy": "price", "sortOrder": "desc"}, ["Gaming Laptop", "Basic Laptop", "Premium Product", "Kettle"]),
        ({"sortBy": "createddate"}, ["Premium Product", "Gaming Laptop", "Basic Laptop", "Kettle"]),
        ({"pageSize": "3", "pageNumber": "2"}, ["Premium Product"]),
        ({"pageSize": "3", "pageNumber": "9"}, []),
        ({"pageSize": "100000"}, ["Basic Laptop", "Gaming Laptop", "Kettle", "Premium Product"]),
        ({"searchTerm": "laptop"}, ["Basic Laptop", "Gaming Laptop"]),
        ({"searchTerm": "labtop"}, ["Basic Laptop", "Gaming Laptop"]),
        ({"searchTerm": "zzzzzzzz"}, []),
        ({"searchTerm": "!!!"}, []),
        ({"searchTerm": ""}, ["Basic Laptop", "Gaming Laptop", "Kettle", "Premium Product"]),
        ({"categoryId": "2000000000"}, []),
        ({"brandId": str(uuid4())}, []),
        ({"unknown": "ignored"}, ["Basic Laptop", "Gaming Laptop", "Kettle", "Premium Product"]),
    ],
)
def test_product_filters(commerce: Family, query: dict[str, str], found: list[str]) -> None:
    answer = commerce.get("/api/CustomerProuct", query=query)

    assert (answer.status, names(answer)) == (200, found)


def test_products_of_a_category_a_subcategory_and_a_brand(commerce: Family, stocked: Shop) -> None:
    def found(**query: object) -> list[str]:
        return names(commerce.get("/api/CustomerProuct", query=query))

    assert found(categoryId=stocked.category.id) == ["Basic Laptop", "Gaming Laptop", "Kettle", "Premium Product"]
    assert found(subcategoryId=stocked.subcategory.id) == ["Premium Product"]
    assert found(categoryId=stocked.category.id, subcategoryId=stocked.subcategory.id) == ["Premium Product"]
    assert found(brandId=stocked.maker.uuid) == ["Premium Product"]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"pageNumber": "0"}, "pageNumber: Input should be greater than or equal to 1"),
        ({"pageSize": "0"}, "pageSize: Input should be greater than or equal to 1"),
        ({"pageSize": "-5"}, "pageSize: Input should be greater than or equal to 1"),
        (
            {"pageNumber": "two"},
            "pageNumber: Input should be a valid integer, unable to parse string as an integer",
        ),
        ({"sortBy": "stock"}, "sortBy: Input should be 'name', 'price' or 'createddate'"),
        ({"sortOrder": "up"}, "sortOrder: Input should be 'asc' or 'desc'"),
        ({"categoryId": "0"}, "categoryId: Input should be greater than or equal to 1"),
        ({"categoryId": "9" * 30}, "categoryId: Input should be less than or equal to 2147483647"),
    ],
)
def test_product_filters_refused(commerce: Family, query: dict[str, str], message: str) -> None:
    answer = commerce.get("/api/CustomerProuct", query=query)

    assert (answer.status, answer.json) == (400, failed(message))


@pytest.mark.usefixtures("shop")
def test_get_product(commerce: Family) -> None:
    answer = commerce.get(f"/api/CustomerProuct/{PRODUCT}")

    assert answer.status == 200
    same_shape(replied("Product retrieved successfully", PRODUCT_SAMPLE), answer.json)
    assert answer.json["message"] == "Product retrieved successfully"
    assert answer.json["data"]["discountPercentage"] == 23.08


def test_a_product_that_is_unknown_hidden_or_of_another_storefront(
    commerce: Family, shop: Shop, session: Session
) -> None:
    hidden = make_product(session, platform=shop.platform, is_active=False)
    foreign = make_product(session)
    session.commit()

    for uuid in (uuid4(), hidden.uuid, foreign.uuid):
        answer = commerce.get(f"/api/CustomerProuct/{uuid}")
        assert (answer.status, answer.json) == (404, failed("Product not found"))


def test_categories(commerce: Family, shop: Shop, session: Session) -> None:
    make_category(session, platform=shop.platform, name_en="Closed", is_active=False)
    shop.category.is_featured = True
    platforms.touch_catalog(session, shop.platform.id)
    session.commit()

    answer = commerce.get("/api/CustomerProuct/categories")

    assert answer.status == 200
    same_shape(replied("Categories retrieved successfully", [CATEGORY_SAMPLE]), answer.json)
    assert names(answer) == ["Electronics"]
    assert answer.json["data"][0]["subcategories"] == [
        {
            "id": shop.subcategory.id,
            "productCategoryId": shop.category.id,
            "name": "Smartphones",
            "slug": "smartphones",
            "isActive": True,
        }
    ]


def test_subcategories(commerce: Family, shop: Shop) -> None:
    answer = commerce.get(f"/api/CustomerProuct/categories/{shop.category.id}/subcategories")

    assert answer.status == 200
    sample = {k: v for k, v in CATEGORY_SAMPLE.items() if k != "subcategories"} | {
        "productCategoryId": 1,
        "iconUrl": "",
    }
    same_shape(replied("Subcategories retrieved successfully", [sample]), answer.json)
    assert answer.json["data"][0]["productCategoryId"] == shop.category.id


@pytest.mark.usefixtures("shop")
def test_subcategories_of_an_unknown_category(commerce: Family) -> None:
    answer = commerce.get("/api/CustomerProuct/categories/2000000000/subcategories")

    assert (answer.status, answer.json) == (404, failed("Category not found"))


def test_brands(commerce: Family, shop: Shop) -> None:
    answer = commerce.get("/api/CustomerProuct/brands")

    assert answer.status == 200
    sample = {
        "id": "550e8400-e29b-41d4-a716-446655440001",
        "name": "Premium Brand",
        "description": "High-quality brand",
        "slug": "premium-brand",
        "logoUrl": "https://storage.example/brand-logo.png",
        "isActive": True,
        "isFeatured": True,
    }
    same_shape(replied("Brands retrieved successfully", [sample]), answer.json)
    assert answer.json["data"][0]["id"] == str(shop.maker.uuid)


@pytest.mark.usefixtures("stocked")
def test_search(commerce: Family) -> None:
    answer = commerce.get("/api/CustomerProuct/search", query={"searchTerm": "premium"})

    assert answer.status == 200
    sample = {
        "id": "550e8400-e29b-41d4-a716-446655440000",
        "name": "Gaming Laptop",
        "description": "High-performance gaming laptop",
        "price": 1299.99,
        "stockQuantity": 25,
        "images": ["https://storage.example/laptop.jpg"],
    }
    same_shape(replied("Products retrieved successfully", [sample]), answer.json)
    assert names(answer) == ["Premium Product"]


@pytest.mark.usefixtures("stocked")
def test_search_pages_and_corrects(commerce: Family) -> None:
    def found(**query: object) -> list[str]:
        return names(commerce.get("/api/CustomerProuct/search", query=query))

    assert sorted(found(searchTerm="lpatop")) == ["Basic Laptop", "Gaming Laptop"]
    both = found(searchTerm="laptop", pageSize=1), found(searchTerm="laptop", pageSize=1, pageNumber=2)
    assert sorted(both[0] + both[1]) == ["Basic Laptop", "Gaming Laptop"]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("query", [{}, {"searchTerm": ""}, {"searchTerm": "   "}])
def test_search_without_a_term(commerce: Family, query: dict[str, str]) -> None:
    answer = commerce.get("/api/CustomerProuct/search", query=query)

    assert (answer.status, answer.json) == (400, failed("Search term is required"))


@pytest.mark.usefixtures("stocked")
def test_featured(commerce: Family) -> None:
    answer = commerce.get("/api/CustomerProuct/featured", query={"limit": 1})

    assert answer.status == 200
    sample = {
        "id": "550e8400-e29b-41d4-a716-446655440000",
        "name": "Featured Product",
        "description": "Popular featured product",
        "price": 99.99,
        "isFeatured": True,
        "images": ["https://storage.example/featured-product.jpg"],
        "averageRating": 4.8,
        "totalRatings": 250,
    }
    same_shape(replied("Featured products retrieved successfully", [sample]), answer.json)
    assert names(answer) == ["Premium Product"]
    assert names(commerce.get("/api/CustomerProuct/featured", query={"limit": 500})) == [
        "Premium Product",
        "Kettle",
        "Basic Laptop",
        "Gaming Laptop",
    ]


@pytest.mark.usefixtures("shop")
def test_featured_below_one(commerce: Family) -> None:
    answer = commerce.get("/api/CustomerProuct/featured", query={"limit": 0})

    assert (answer.status, answer.json) == (400, failed("limit: Input should be greater than or equal to 1"))
