-- AlterTable
ALTER TABLE "PriceFigure" ADD COLUMN     "explainedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "PriceSimulation" (
    "id" UUID NOT NULL,
    "shape" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "listingCount" INTEGER NOT NULL,
    "views" INTEGER NOT NULL,
    "engineVersion" TEXT NOT NULL,
    "points" JSONB NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PriceSimulation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "feeMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "byExchange" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PriceSimulation_at_idx" ON "PriceSimulation"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_orderId_key" ON "Refund"("orderId");

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Refund" ADD CONSTRAINT "Refund_amounts" CHECK ("amountMinor" > 0 AND "feeMinor" BETWEEN 0 AND "amountMinor");
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_reason" CHECK (length("reason") BETWEEN 10 AND 300);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "Refund" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "Refund" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
ALTER TABLE "PriceSimulation" ADD CONSTRAINT "PriceSimulation_figures" CHECK ("listingCount" > 0 AND "views" > 0 AND jsonb_typeof("points") = 'array');

-- Money that was given back stays given back.
CREATE FUNCTION keep_refunded_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" = 'REFUNDED' AND NEW."status" <> 'REFUNDED' THEN
    RAISE EXCEPTION 'A refunded order stays refunded' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_refunded BEFORE UPDATE OF "status" ON "Order" FOR EACH ROW EXECUTE FUNCTION keep_refunded_order();
